"""What the answers look like, as models: the OpenAPI document is made of them, and tests hold the answers to them."""
