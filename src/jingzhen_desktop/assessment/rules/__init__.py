"""Decisions and calculations of 定额考核: values in, values out."""
