//! The board: keys in, screen out.

use super::tui_stage::Stage;

#[test]
fn look() {
    for (w, h) in [(80, 24), (120, 40), (60, 20), (200, 50)] {
        let mut stage = Stage::demo(w, h);
        println!("{}", stage.text());
        stage.keys("2");
        println!("{}", stage.text());
    }
    println!("{}", Stage::demo(80, 24).styled());
}
