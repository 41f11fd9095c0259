"""Drafts of plans: edited in the browser, key by key or as a document, checked all the while."""
