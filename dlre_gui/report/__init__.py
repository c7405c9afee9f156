"""What leaves the program: tables, annotated pictures, files written all or nothing."""
