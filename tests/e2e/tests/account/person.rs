//! What every scenario does: sign in, ask *may I*, copy a request, look at a control that is off.

pub use e2e::steps::sign_in as sign_in_here;
use e2e::{Engine, Failure, Key, Outcome, Page, Role, Scope, World, ensure};

pub async fn sign_in(page: &Page, world: &World, user: &str, password: &str) -> Outcome {
    page.open(&world.url("")).await?;
    sign_in_here(page, "Local login", user, password).await
}

/// Chooses a path and a verb: two interactions, and the answer stands there.
pub async fn may_i(page: &Page, path: &str, verb: &str, answer: &str) -> Outcome {
    // WebKit calls an input with suggestions what it is without them.
    let field = match page.engine() {
        Engine::WebKit => Role::Textbox,
        _ => Role::Combobox,
    };
    page.control(field, "Path").fill(path).await?;
    page.control(Role::Radio, verb).click().await?;
    page.text_visible(answer).await
}

/// What the button in this part of the page copies; the fallback shows it where there is no clipboard.
pub async fn copied_request(part: &impl Scope, page: &Page) -> Outcome<String> {
    // Tests have no permission for the clipboard in every engine: without one the text must be there, selected.
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })",
    )
    .await?;
    part.button("Copy request for my administrator")
        .click()
        .await?;
    let dialog = page.dialog("Copy by hand");
    dialog.seen().await?;
    let text = dialog
        .control(Role::Textbox, "Text to copy")
        .value()
        .await?;
    for _ in 0..50 {
        let selected = page
            .evaluate("const e = document.activeElement; return e.tagName === 'TEXTAREA' && e.selectionEnd - e.selectionStart === e.value.length")
            .await?;
        if selected == true {
            dialog.button("Close").click().await?;
            dialog.gone().await?;
            return Ok(text);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(Failure::new("the text to copy is not selected"))
}

pub fn holds(text: &str, parts: &[&str]) -> Outcome {
    for part in parts {
        ensure(text.contains(part), format!("no {part:?} in: {text}"))?;
    }
    Ok(())
}

/// A disabled control takes the focus, and its reason is tied to it (product M9.1, rule 4.0.7).
pub async fn is_barred(page: &Page, button: &str, reason: &str) -> Outcome {
    let control = page.button(button);
    control.seen().await?;
    ensure(!control.is_enabled().await?, format!("{button} is enabled"))?;
    let script = format!(
        "const button = [...document.querySelectorAll('button')].find((it) => it.innerText.trim() === '{button}');
         button.focus();
         const reason = document.getElementById(button.getAttribute('aria-describedby'));
         return document.activeElement === button && !button.disabled && reason.checkVisibility() ? reason.innerText : null"
    );
    let found = page.evaluate(&script).await?;
    let told = found
        .as_str()
        .ok_or_else(|| Failure::new(format!("{button} takes no focus, or its reason is hidden")))?;
    holds(told, &[reason])
}

/// Whatever this firmware calls the only method with a password.
pub async fn sign_in_with_a_password(page: &Page, world: &World, user: &str) -> Outcome {
    page.open(&world.url("")).await?;
    page.heading("Sign in").seen().await?;
    let open = "const method = document.querySelector('button.method[aria-expanded=false]'); method?.click(); return true";
    page.evaluate(open).await?;
    page.textbox("User name").fill(user).await?;
    page.password("Password").fill("demo").await?;
    page.password("Password").press(Key::Enter).await?;
    page.button("Sign out").seen().await?;
    page.heading("Account").seen().await
}
