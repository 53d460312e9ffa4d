"""One file per published model, named ``AuthorYear_drug``, each holding one declaration called ``MODEL``."""
