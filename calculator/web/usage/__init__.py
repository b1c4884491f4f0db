"""Pages of bills and usage exports: give one, see what was understood, choose, take measured inputs."""
