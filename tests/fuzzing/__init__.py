"""Every operation of the API, asked with what nobody should send."""
