"""A file becomes upright photos, and their pictures are judged."""
