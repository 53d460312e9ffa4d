"""A compound in the whole body, for a terminal and as a page. Takes in the use case's answer; computes nothing."""
