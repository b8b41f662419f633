//! How the page is shown: its size, its colour scheme, pictures of it.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::scope::Scope as _;

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
        // The window is the page's area and a frame: measure the frame, then ask again.
        let (mut window_width, mut window_height) = (width, height);
        let mut inner = (0, 0);
        for _ in 0..4 {
            self.browser()
                .client()
                .set_window_size(window_width, window_height)
                .await
                .map_err(|error| Failure::while_doing("resizing the window", error))?;
            inner = self.wait_for_size((width, height)).await?;
            if inner == (width, height) {
                return Ok(());
            }
            window_width = (window_width + width).saturating_sub(inner.0);
            window_height = (window_height + height).saturating_sub(inner.1);
        }
        Err(Failure::new(format!(
            "the page's area is {inner:?} instead of {width} x {height}"
        )))
    }

    /// Resizing takes a moment; answers the size after at most half a second.
    async fn wait_for_size(&self, wanted: (u32, u32)) -> Outcome<(u32, u32)> {
        let deadline = Instant::now() + Duration::from_millis(500);
        loop {
            let size = self.evaluate("return [innerWidth, innerHeight]").await?;
            let number = |index: usize| {
                let number = size.get(index).and_then(Value::as_u64).unwrap_or_default();
                u32::try_from(number).unwrap_or(u32::MAX)
            };
            let inner = (number(0), number(1));
            if inner == wanted || Instant::now() > deadline {
                return Ok(inner);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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
