"""The Excel files of the quarterly statistics: blank forms out, filled forms in, the town's table out."""
