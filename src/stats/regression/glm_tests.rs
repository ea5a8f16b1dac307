//! Generalised linear models: closed forms, separation, rank.

use super::super::design::Design;
use super::*;
use proptest::prelude::*;

fn fit(columns: &[&[f64]], y: &[f64], weights: &[f64], family: GlmFamily) -> Glm {
    let design = Design::from_columns(columns).unwrap();
    glm(&GlmData::new(&design, y).weights(weights), family, &GlmOptions::default()).unwrap()
}

fn standard_error(fit: &Glm, column: usize) -> f64 {
    fit.covariance.as_ref().unwrap().standard_error(column)
}

#[test]
fn two_by_two_table() {
    // Odds ratio ad/bc, SE √(1/a + 1/b + 1/c + 1/d).
    for (a, b, c, d) in [(10.0, 30.0, 8.0, 92.0), (1.0, 5000.0, 3.0, 2.0), (1e6, 1e6, 1.0, 7.0)] {
        let y = [1.0, 0.0, 1.0, 0.0];
        let found = fit(&[&[1.0; 4], &[1.0, 1.0, 0.0, 0.0]], &y, &[a, b, c, d], GlmFamily::Logistic);
        assert!(found.is_sound() && found.n == a + b + c + d);
        let log_odds_ratio: f64 = a.ln() + d.ln() - b.ln() - c.ln();
        assert!((found.coefficients[1] - log_odds_ratio).abs() < 1e-9, "{found:?}");
        let error = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
        assert!((standard_error(&found, 1) / error - 1.0).abs() < 1e-9, "{found:?}");
        assert!((found.predict(&[1.0, 0.0], 0.0) - c / (c + d)).abs() < 1e-10);
    }
}

#[test]
fn rate_ratio() {
    // Counts a over s and b over t: ln(a t / b s), SE √(1/a + 1/b).
    for (a, s, b, t) in [(30.0, 10.0, 60.0, 40.0), (1.0, 1e5, 40_000.0, 0.01)] {
        let design = Design::from_columns(&[&[1.0, 1.0], &[1.0, 0.0]]).unwrap();
        let (counts, offset) = ([a, b], [f64::ln(s), f64::ln(t)]);
        let data = GlmData::new(&design, &counts).offset(&offset);
        let found = glm(&data, GlmFamily::Poisson, &GlmOptions::default()).unwrap();
        assert!(found.is_sound());
        assert!((found.coefficients[1] - f64::ln(a * t / (b * s))).abs() < 1e-9, "{found:?}");
        let error = (1.0 / a + 1.0 / b).sqrt();
        assert!((standard_error(&found, 1) / error - 1.0).abs() < 1e-9, "{found:?}");
        assert!(found.pearson_phi().is_none() && found.pearson_chi2 < 1e-9);
    }
}

#[test]
fn separation_is_proved() {
    let x = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
    let one = [1.0; 6];
    // (responses, columns that run off), logistic on an intercept and x.
    let table: [(&[f64], &[usize]); 5] = [
        (&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0], &[0, 1]),
        (&[0.0; 6], &[0]),
        (&[1.0; 6], &[0]),
        (&[0.0, 0.0, 0.0, 0.0, 0.0, 1.0], &[0, 1]),
        (&[1.0, 1.0, 0.0, 0.0, 0.0, 0.0], &[0, 1]),
    ];
    for (y, columns) in table {
        let found = fit(&[&one, &x], y, &one, GlmFamily::Logistic);
        assert_eq!(found.status, FitStatus::Separated { columns: columns.to_vec() }, "{y:?}");
        assert!(found.covariance.is_none() && found.coefficients.iter().all(|b| b.is_finite()));
        assert!(found.coefficient(1, &Covariance::embed(&[1.0; 4], &[0, 1], 2), 0.95).is_none());
    }
    // Overlap at one value of x only (quasi-complete separation) runs off as well.
    let touching = fit(
        &[&one, &[0.0, 1.0, 2.0, 2.0, 3.0, 4.0]],
        &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0],
        &one,
        GlmFamily::Logistic,
    );
    assert_eq!(touching.status, FitStatus::Separated { columns: vec![0, 1] });
    // One team of which nobody adopted, among two that are sound; whichever is the reference.
    for (a, b) in [
        ([0.0, 0.0, 1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]),
        ([0.0, 0.0, 0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
    ] {
        for weights in [one, [1e6, 2e6, 1e6, 1e6, 10.0, 10.0], [3.0, 9.0, 1.0, 2.0, 1e6, 1e6]] {
            let y = [1.0, 0.0, 1.0, 0.0, 0.0, 0.0];
            let found = fit(&[&one, &a, &b], &y, &weights, GlmFamily::Logistic);
            assert!(matches!(found.status, FitStatus::Separated { .. }), "{found:?}");
            let found = fit(&[&one, &a, &b], &y, &weights, GlmFamily::Poisson);
            assert!(matches!(found.status, FitStatus::Separated { .. }), "{found:?}");
        }
    }
    // No events at all.
    let nothing = fit(&[&one, &x], &[0.0; 6], &one, GlmFamily::Poisson);
    assert_eq!(nothing.status, FitStatus::Separated { columns: vec![0] });
    // Rare is not separated: one in a million on each side.
    let rare = fit(
        &[&[1.0; 4], &[1.0, 1.0, 0.0, 0.0]],
        &[1.0, 0.0, 1.0, 0.0],
        &[1.0, 1e6, 1.0, 1e7],
        GlmFamily::Logistic,
    );
    assert!(rare.is_sound() && (rare.coefficients[1] - 10f64.ln()).abs() < 1e-9, "{rare:?}");
    // A whisker of overlap is not separated either.
    let close = fit(
        &[&one, &[0.0, 1.0, 2.01, 2.0, 3.0, 4.0]],
        &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0],
        &one,
        GlmFamily::Logistic,
    );
    assert!(close.is_sound(), "{close:?}");
}

/// One row with a covariate a million times that of the others, which hides what a step does to them.
#[test]
fn a_far_row_does_not_separate() {
    let mut x: Vec<f64> = (0..60).map(|i| f64::from(i % 4)).collect();
    // Of each four, more and more with the response 1.
    let mut y: Vec<f64> = (0..60).map(|i| f64::from(u8::from(i / 4 % 5 < 1 + i % 4))).collect();
    let without = fit(&[&[1.0; 60], &x], &y, &[1.0; 60], GlmFamily::Logistic);
    for far in [1e3, 1e6, 1e8] {
        x.push(far);
        y.push(1.0);
        let found = fit(&[&[1.0; 61], &x], &y, &[1.0; 61], GlmFamily::Logistic);
        // The far row is as good as sure and adds nothing: the fit is that of the others.
        assert!(found.is_sound(), "{far}: {found:?}");
        for (found, expected) in found.coefficients.iter().zip(&without.coefficients) {
            assert!((found - expected).abs() < 1e-9, "{far}: {found} {expected}");
        }
        assert!((found.log_likelihood - without.log_likelihood).abs() < 1e-9);
        x.pop();
        y.pop();
    }
    let mut counts: Vec<f64> = (0..60).map(|i| f64::from(i * 7 % 3 + i % 4)).collect();
    let without = fit(&[&[1.0; 60], &x], &counts, &[1.0; 60], GlmFamily::Poisson);
    x.push(-2e6);
    counts.push(0.0);
    let found = fit(&[&[1.0; 61], &x], &counts, &[1.0; 61], GlmFamily::Poisson);
    assert!(found.is_sound() && without.coefficients[1] > 0.1, "{found:?}");
    assert!((found.coefficients[1] - without.coefficients[1]).abs() < 1e-9, "{found:?}");
    // Far and separated all the same.
    let sign: Vec<f64> = x.iter().map(|x| f64::from(u8::from(*x > 1.5))).collect();
    let found = fit(&[&[1.0; 61], &x], &sign, &[1.0; 61], GlmFamily::Logistic);
    assert!(matches!(found.status, FitStatus::Separated { .. }), "{found:?}");
}

#[test]
fn rank_deficiency_is_named() {
    let (one, a) = ([1.0; 5], [0.0, 1.0, 0.0, 1.0, 1.0]);
    let b = a.map(|x| 3.0 - 2.0 * x);
    let y = [2.0, 5.0, 1.0, 9.0, 4.0];
    let found = fit(&[&one, &a, &b, &[0.0; 5]], &y, &one, GlmFamily::Poisson);
    assert_eq!((&found.status, &found.aliased[..]), (&FitStatus::Converged, &[2, 3][..]));
    assert!(!found.is_sound() && found.parameters() == 2 && found.coefficients[2..] == [0.0, 0.0]);
    let plain = fit(&[&one, &a], &y, &one, GlmFamily::Poisson);
    assert!((found.coefficients[1] - plain.coefficients[1]).abs() < 1e-12);
    let covariance = found.covariance.as_ref().unwrap();
    assert!(found.coefficient(1, covariance, 0.95).is_some());
    assert!(found.coefficient(2, covariance, 0.95).is_none());
    assert!(found.coefficient(9, covariance, 0.95).is_none());
}

#[test]
fn nothing_to_fit() {
    let design = Design::from_columns(&[&[1.0, 1.0]]).unwrap();
    let options = GlmOptions::default();
    let fit = |y: &[f64], family| glm(&GlmData::new(&design, y), family, &options);
    assert!(fit(&[0.0], GlmFamily::Logistic).is_none());
    assert!(fit(&[0.0, 2.0], GlmFamily::Logistic).is_none());
    assert!(fit(&[0.0, -1.0], GlmFamily::Poisson).is_none());
    assert!(fit(&[0.0, f64::NAN], GlmFamily::Poisson).is_none());
    assert!(fit(&[0.0, f64::INFINITY], GlmFamily::Poisson).is_none());
    let y = [0.0, 1.0];
    for weights in [[0.0, 0.0], [1.0, -1.0], [1.0, f64::NAN]] {
        assert!(glm(&GlmData::new(&design, &y).weights(&weights), GlmFamily::Logistic, &options).is_none());
    }
    assert!(glm(&GlmData::new(&design, &y).offset(&[1.0]), GlmFamily::Logistic, &options).is_none());
    let empty = Design::from_rows(1, vec![]).unwrap();
    assert!(glm(&GlmData::new(&empty, &[]), GlmFamily::Logistic, &options).is_none());
    let zero = Design::from_columns(&[&[0.0, 0.0]]).unwrap();
    assert!(glm(&GlmData::new(&zero, &y), GlmFamily::Logistic, &options).is_none());
    // Too few steps is an answer, too.
    let hasty = GlmOptions { max_iterations: 1, ..options };
    let found = glm(&GlmData::new(&design, &[1.0, 9.0]), GlmFamily::Poisson, &hasty).unwrap();
    assert!(found.status == FitStatus::NotConverged && found.covariance.is_none());
    // Offsets far out.
    let far = GlmData::new(&design, &y).offset(&[700.0, -700.0]);
    let found = glm(&far, GlmFamily::Poisson, &options).unwrap();
    assert!(found.coefficients[0].is_finite() && !found.log_likelihood.is_nan(), "{found:?}");
}

proptest! {
    #[test]
    fn score_vanishes_and_rows_do_not_matter(
        rows in prop::collection::vec((-3.0..3.0f64, 0u8..3, 0u8..6, 0u8..4), 1..40),
        shift in 0usize..40,
        poisson in any::<bool>(),
    ) {
        let family = if poisson { GlmFamily::Poisson } else { GlmFamily::Logistic };
        let fit = |rows: &[(f64, u8, u8, u8)]| {
            let values = rows.iter().flat_map(|r| [1.0, r.0, f64::from(r.1), f64::from(r.1 == 1)]).collect();
            let design = Design::from_rows(4, values).unwrap();
            let y: Vec<f64> = rows.iter()
                .map(|r| f64::from(if poisson { r.2 } else { r.2 / 3 })).collect();
            let weights: Vec<f64> = rows.iter().map(|r| f64::from(r.3)).collect();
            let data = GlmData::new(&design, &y).weights(&weights);
            let fit = glm(&data, family, &GlmOptions::default());
            if let Some(fit) = &fit {
                let mut score = [0.0; 4];
                for row in 0..design.rows() {
                    let o = data.observation(row);
                    let rest = o.weight * (o.y - family.mean(o.linear(&fit.coefficients)));
                    score.iter_mut().zip(o.x).for_each(|(s, x)| *s += rest * x);
                }
                let small = score.iter().all(|s| s.abs() < 1e-6);
                assert!(fit.status != FitStatus::Converged || small, "{fit:?} {score:?}");
                assert!(fit.status != FitStatus::NotConverged, "{fit:?}");
                assert!(fit.coefficients.iter().all(|b| b.is_finite()) && !fit.pearson_chi2.is_nan());
            }
            fit
        };
        let mut rows = rows;
        let before = fit(&rows);
        let len = rows.len();
        rows.rotate_left(shift % len);
        prop_assert_eq!(before, fit(&rows));
    }
}
