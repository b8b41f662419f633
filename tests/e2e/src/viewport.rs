//! How the page is shown: its size, its colour scheme, pictures of it.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::scope::Scope as _;

/// How long a window may take to come to its size.
const RESIZE_LIMIT: Duration = Duration::from_secs(20);

fn clamped(size: u64) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

/// A colour scheme that the page is told to prefer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Page {
    /// Makes the page's area so many pixels wide and high. Only Chromium can be narrower than about 500 pixels: the
    /// windows of the other engines hold their own controls.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn set_size(&self, width: u32, height: u32) -> Outcome {
        if self.engine() == Engine::Chromium {
            // Not the window, which has a least width too.
            let metrics = json!({
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
            });
            return self
                .browser()
                .cdp("Emulation.setDeviceMetricsOverride", metrics)
                .await;
        }
        // The window is the page's area and a frame. Both come to rest some time after the command is answered, on a
        // busy machine seconds later, so they are asked until they do.
        let deadline = Instant::now() + RESIZE_LIMIT;
        let mut asked = (width, height);
        loop {
            self.browser()
                .client()
                .set_window_size(asked.0, asked.1)
                .await
                .map_err(|error| Failure::while_doing("resizing the window", error))?;
            let inner = self.size_at_rest().await?;
            if inner == (width, height) {
                return Ok(());
            }
            ensure(
                Instant::now() < deadline,
                format!("the page's area is {inner:?} instead of {width} x {height}"),
            )?;
            let (_, _, outer_width, outer_height) = self
                .browser()
                .client()
                .get_window_rect()
                .await
                .map(|(x, y, w, h)| (x, y, clamped(w), clamped(h)))
                .map_err(|error| Failure::while_doing("measuring the window", error))?;
            asked = (
                width + outer_width.saturating_sub(inner.0),
                height + outer_height.saturating_sub(inner.1),
            );
        }
    }

    /// The size of the page's area when it did not change for a while. WebKit tells the wanted size at first, and takes
    /// its own controls off it some frames later.
    async fn size_at_rest(&self) -> Outcome<(u32, u32)> {
        let mut last = self.inner_size().await?;
        let mut since = Instant::now();
        while since.elapsed() < Duration::from_millis(400) {
            tokio::time::sleep(Duration::from_millis(25)).await;
            let now = self.inner_size().await?;
            if now != last {
                (last, since) = (now, Instant::now());
            }
        }
        Ok(last)
    }

    async fn inner_size(&self) -> Outcome<(u32, u32)> {
        let size = self.evaluate("return [innerWidth, innerHeight]").await?;
        let number = |index: usize| clamped(size.get(index).and_then(Value::as_u64).unwrap_or(0));
        Ok((number(0), number(1)))
    }

    /// Tells the page which colour scheme to prefer. Chromium only.
    ///
    /// # Errors
    /// In another engine, or when the browser refuses.
    pub async fn set_theme(&self, theme: Theme) -> Outcome {
        ensure(
            self.engine() == Engine::Chromium,
            "only Chromium can be told a colour scheme",
        )?;
        let value = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let features = json!({
            "features": [{ "name": "prefers-color-scheme", "value": value }],
        });
        self.browser()
            .cdp("Emulation.setEmulatedMedia", features)
            .await
    }

    /// Writes a picture of the page to `target/screenshots/NAME.png` and answers where it is.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let file = crate::workspace_root().join(format!("target/screenshots/{name}.png"));
        self.screenshot_to(file.clone()).await?;
        Ok(file)
    }

    /// Writes a picture of the page to a file.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot_to(&self, file: PathBuf) -> Outcome {
        let picture = self.browser().client().screenshot().await;
        let picture = picture.map_err(|error| Failure::while_doing("screenshot", error))?;
        let trouble =
            |error| Failure::while_doing(&format!("cannot write {}", file.display()), error);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(trouble)?;
        }
        fs::write(&file, picture).map_err(trouble)
    }
}
