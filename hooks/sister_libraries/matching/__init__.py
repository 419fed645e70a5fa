"""Which libraries are worth writing to, and why: a score, the candidates to score, and the best of them."""
