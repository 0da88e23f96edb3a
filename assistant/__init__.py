"""A guidance assistant: cited answers from a city government's guideline on preventing data leaks."""

__version__ = "0.1.0"
