"""Staging, stiffness statistics, quality criteria, serum scores, aggregation over acquisitions."""
