# Short names for dev.py, which works without make too: python3 dev.py serve
PYTHON ?= python3

.PHONY: help serve build check test bench lock clean
help:
	@$(PYTHON) dev.py help
serve build check test bench lock clean:
	@$(PYTHON) dev.py $@ $(ARGS)
