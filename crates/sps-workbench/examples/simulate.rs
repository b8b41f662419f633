//! Tells stories of people at consoles on one simulated appliance, one for each seed, and checks after every step that
//! nothing was lost and nothing happened twice.
//!
//! ```sh
//! cargo run --release -p sps-workbench --example simulate -- --seeds 100000 --seed 0 --steps 40
//! ```

#[path = "../tests/simulation/all.rs"]
mod simulation;

use std::process::ExitCode;
use std::time::Instant;

use simulation::story::story;
use simulation::world::{Sabotage, play};
use simulation::{appliance, shortest};

struct Options {
    seeds: u64,
    seed: u64,
    steps: usize,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        seeds: 1000,
        seed: 0,
        steps: 40,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("{name} needs a number"))?;
        let number = value
            .parse()
            .map_err(|_| format!("{name}: {value} is no number"))?;
        match name.as_str() {
            "--seeds" => options.seeds = number,
            "--seed" => options.seed = number,
            "--steps" => {
                options.steps = usize::try_from(number).map_err(|_| "too many steps".to_owned())?;
            }
            _ => return Err(format!("{name} is no option: --seeds, --seed, --steps")),
        }
    }
    Ok(options)
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("error: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let begin = Instant::now();
    let appliance = appliance();
    let mut met: Vec<(String, u64)> = Vec::new();
    let mut commits = 0;
    for seed in options.seed..options.seed.saturating_add(options.seeds) {
        let told = story(seed, options.steps);
        let ending = play(&appliance, &told, Sabotage::Nothing);
        if let Some(broken) = ending.broken {
            println!("seed {seed}: {broken}");
            println!("the shortest story:");
            for (number, step) in shortest(&appliance, &told, &broken, Sabotage::Nothing)
                .iter()
                .enumerate()
            {
                println!("{:3}. {step}", number + 1);
            }
            println!(
                "again: cargo xtask simulate --seeds 1 --seed {seed} --steps {}",
                options.steps
            );
            return ExitCode::FAILURE;
        }
        commits += ending.commits;
        for what in ending.met {
            match met.iter_mut().find(|(name, _)| *name == what) {
                Some((_, times)) => *times += 1,
                None => met.push((what, 1)),
            }
        }
    }
    met.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    println!(
        "{} stories of {} steps in {:.1} s: nothing lost, nothing twice; {commits} commits",
        options.seeds,
        options.steps,
        begin.elapsed().as_secs_f64()
    );
    for (name, times) in met {
        println!("{times:8} {name}");
    }
    ExitCode::SUCCESS
}
