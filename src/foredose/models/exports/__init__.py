"""A declared model in the languages of other tools, so that its users can leave with it.

Takes in declarations, gives out text: a NONMEM control stream, an nlmixr2 function, or SBML.
"""

from foredose.models.exports.nlmixr2 import nlmixr2_function
from foredose.models.exports.nonmem import nonmem_control_stream
from foredose.models.exports.sbml import sbml_document

__all__ = ["nlmixr2_function", "nonmem_control_stream", "sbml_document"]
