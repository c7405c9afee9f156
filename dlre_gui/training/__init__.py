"""From a cohort of biopsy-proven screens to the weights of a model package."""
