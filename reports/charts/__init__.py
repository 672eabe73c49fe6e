"""Charts as inline SVG, drawn at two widths; no style attribute, no script, no request."""
