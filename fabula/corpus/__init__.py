"""Where stories come from, and how they become three clean splits."""
