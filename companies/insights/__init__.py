"""The questions that pages ask of an employer's record, each a function returning rows."""
