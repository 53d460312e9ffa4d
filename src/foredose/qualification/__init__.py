"""How well predictions agree with what people measured, per context of use, failures included.

Takes in observed ratios and predicts each from facts that do not rest on it; gives out scores with exact intervals and
a verdict per context by criteria committed beforehand. Never tunes anything.
"""
