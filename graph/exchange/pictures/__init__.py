"""Pictures as plain SVG, for screens, reports and files: networks, maps, charts, signs of shapes."""
