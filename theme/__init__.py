"""How everything looks: base templates, components, styles, scripts and fonts. No models."""
