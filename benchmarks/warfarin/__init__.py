"""The IWPC cohort: read, predicted with each site left out, scored."""
