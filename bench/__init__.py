"""Measures how fast the site answers: `python -m bench`. No part of what runs in production."""
