//! Ending a driver with all the processes it started.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

/// Kills a process and everything below it. Browsers put their processes into groups of their own, so the tree is read from
/// `/proc` rather than signalling one group.
pub fn kill(root: u32) {
    let mut victims = descendants(root);
    victims.push(root);
    // The shell's own `kill`: present wherever the tests run. A process that ended meanwhile is no trouble.
    let list: Vec<String> = victims.iter().map(u32::to_string).collect();
    let result = Command::new("sh")
        .arg("-c")
        .arg(format!("kill -KILL {} 2>/dev/null; true", list.join(" ")))
        .status();
    if let Err(error) = result {
        eprintln!("cannot end process {root}: {error}");
    }
}

/// All processes below `root`, the deepest last.
pub fn descendants(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    for entry in entries.flatten() {
        let Some(process) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        // A process may end while we look.
        if let Ok(stat) = fs::read_to_string(entry.path().join("stat"))
            && let Some(parent) = parent_of(&stat)
        {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(process) = open.pop() {
        if let Some(below) = children.remove(&process) {
            found.extend(&below);
            open.extend(below);
        }
    }
    found
}

/// The parent in a line of `/proc/N/stat`: `N (name) state parent ...`; the name may hold spaces and brackets.
fn parent_of(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_parent_behind_any_name() {
        assert_eq!(parent_of("12 (a b) (c)) S 7 12 12 0"), Some(7));
        assert_eq!(parent_of("garbage"), None);
    }

    #[test]
    fn the_whole_tree_ends() {
        let mut shell = Command::new("sh")
            .args(["-c", "sh -c 'sleep 60; true' & sleep 60; true"])
            .spawn()
            .unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
        while descendants(shell.id()).len() < 3 {
            assert!(std::time::Instant::now() < deadline, "no children seen");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let below = descendants(shell.id());
        kill(shell.id());
        assert!(!shell.wait().unwrap().success());
        for process in below {
            let gone = |process: u32| {
                fs::read_to_string(format!("/proc/{process}/stat"))
                    .map_or(true, |stat| stat.contains(") Z "))
            };
            while !gone(process) {
                assert!(std::time::Instant::now() < deadline, "{process} lives on");
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        }
    }
}
