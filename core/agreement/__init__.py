"""How far annotators agree: chance-corrected coefficients by their published definitions. Pure functions."""
