"""Pages of requirements and learning paths: load, ask, say."""
