"""Fabula: small language models that tell stories, and honest figures on how well they do."""
