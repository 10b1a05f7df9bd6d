"""Before and after a load counts: what it would change, who accepted it, and how one extract is taken out again."""
