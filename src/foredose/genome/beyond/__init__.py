"""What a person carries in coding bases beyond the definitions of a gene.

Takes in the records of a gene; gives out changes that no definition lists, with what they do to the protein, and a call
that may not be reported where one of them may end it.
"""

from foredose.genome.beyond.text import rare_changes, unlisted_caveat, unlisted_text
from foredose.genome.beyond.unlisted import coding_records, unlisted_changes, with_unlisted

__all__ = [
    "coding_records",
    "rare_changes",
    "unlisted_caveat",
    "unlisted_changes",
    "unlisted_text",
    "with_unlisted",
]
