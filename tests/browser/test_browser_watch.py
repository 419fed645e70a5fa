"""The watch itself: what must not happen unseen is seen, so that the other tests can fail for it."""

import pytest
from conftest import Visit, Watch


@pytest.mark.parametrize(
    ("script", "seen"),
    [
        (
            "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/a.png'}))",
            "img-src",
        ),
        ("fetch('https://elsewhere.example/').catch(() => {})", "connect-src"),
        ("document.body.setAttribute('style', 'color: red')", "style-src"),
        ("document.head.append(Object.assign(document.createElement('script'), {text: '1'}))", "script-src"),
        ("document.head.append(Object.assign(document.createElement('base'), {href: '/'}))", "base-uri"),
        ("fetch('nowhere.json')", "answered with 404"),
        ("console.error('something is wrong')", "something is wrong"),
        ("setTimeout(() => { throw new Error('a mistake') })", "a mistake"),
    ],
)
def test_a_fault_is_seen(visit: Visit, watch: Watch, script: str, seen: str):
    page = visit("why/")
    assert watch.faults == []
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(200)
    assert any(seen in fault for fault in watch.faults), watch.faults
    watch.faults.clear()


def test_a_request_that_leaves_the_site_is_seen_whatever_the_policy_says(visit: Visit, watch: Watch):
    page = visit("why/", bypass_csp=True)
    page.evaluate("fetch('http://elsewhere.example/').catch(() => {})")
    page.wait_for_timeout(200)
    assert "a request left the site: http://elsewhere.example/" in watch.faults
    assert any("ERR_NAME_NOT_RESOLVED" in fault for fault in watch.faults), "it got out"
    watch.faults.clear()


def test_a_request_to_another_server_of_this_machine_is_seen(visit: Visit, watch: Watch):
    page = visit("why/", bypass_csp=True)
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    page.wait_for_timeout(200)
    assert "a request left the site: http://127.0.0.1:9/" in watch.faults
    watch.faults.clear()
