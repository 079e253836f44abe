"""Reading what a view streams to the end, so that its file is closed."""


def content(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)
