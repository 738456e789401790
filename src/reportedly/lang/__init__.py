"""Language knowledge: text in, values out. No report is judged here, nothing is remembered."""
