"""Decisions and calculations of the quarterly statistics: values in, values out. No SQLAlchemy, no Qt."""
