"""The Excel files of 定额考核, in and out."""
