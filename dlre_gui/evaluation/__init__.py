"""How well scores tell stages apart: ROC, DeLong, operating points."""
