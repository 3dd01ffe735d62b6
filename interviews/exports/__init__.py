"""An interview out of the site, as a document or a text, and a corrected document back in."""
