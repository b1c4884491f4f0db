"""Bills and usage exports that people give to the site: received, read by a worker, put to use."""
