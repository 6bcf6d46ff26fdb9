"""Which answers deserve a second look, and why: a file for each reason, survey.py has them all."""
