"""A plain Django project that asks fifteen questions: what the same walk costs without anything of ours."""
