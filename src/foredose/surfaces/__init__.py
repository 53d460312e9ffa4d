"""What a person or a machine sees: command line, terminal card, HTML report, JSON contracts.

Take in an ``Assessment`` (and the calls and records it rests on); give out text. Never conclude anything,
never compute a dose, never open the network; text that came from outside is escaped before it is shown.
"""
