"""The review of a list of drugs as text and as one page that opens offline."""
