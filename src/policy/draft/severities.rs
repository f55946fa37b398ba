//! What severities usually mean: a definition to start from, which the author puts into the policy's words.

/// A definition for a key.
pub(super) fn definition(key: &str) -> &'static str {
    match key {
        "urgent" | "critical" | "blocker" | "p1" | "sev1" | "s1" => {
            "Nobody can work, or data is in danger, and there is no way around it"
        }
        "high" | "major" | "significant" | "p2" | "sev2" | "s2" => {
            "An important part does not work, or many people are held up"
        }
        "normal" | "medium" | "moderate" | "p3" | "sev3" | "s3" => {
            "Something does not work as it should, and there is a way around it"
        }
        "low" | "minor" | "trivial" | "p4" | "sev4" | "s4" => {
            "A question, a wish, or a flaw that holds nobody up"
        }
        _ => "When it applies, in a sentence of your own",
    }
}
