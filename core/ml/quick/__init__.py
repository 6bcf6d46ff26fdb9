"""The quick model: what it reads, how it learns, and what it is asked: which document next, and does that pay?"""
