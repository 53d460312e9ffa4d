"""The pages that follow from the code, a module for each kind."""
