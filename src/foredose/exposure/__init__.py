"""What one person's genes and medication list make of a drug's exposure.

Takes in dispositions of drugs, activities of the person's enzymes and when each drug is taken; gives out ratios to the
reference person and courses of concentration and enzyme activity, as draws. Never judges whether an exposure is good.
"""
