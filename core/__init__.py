"""Fovea without a window: projects, formats, jobs and models. Knows no Qt."""
