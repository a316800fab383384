"""A form that is posted, and what every problem has."""


def assert_problem(response, status, code):
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    body = response.get_json()
    assert set(body) == {"type", "title", "status", "detail", "code"}
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"]


def form(png):
    """A form with one file, put together by hand: the test client would use a temporary file."""
    head = b'--line\r\nContent-Disposition: form-data; name="image"; filename="x.png"\r\n\r\n'
    data = head + png + b"\r\n--line--\r\n"
    return {"data": data, "content_type": "multipart/form-data; boundary=line"}
