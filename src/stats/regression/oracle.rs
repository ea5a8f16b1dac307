//! Fits, robust errors and effects against statsmodels, on made data.

use super::super::sample::{standard_normal, stream, uniform};
use super::*;

/// Person-periods: team, period, whether the leader took part, a score, and whether the person adopted.
const PERSON_PERIODS: [(u32, u8, u8, f64, u8); 114] = [
    (0, 0, 0, -1.3, 0),
    (0, 1, 1, -1.3, 0),
    (0, 2, 1, -1.3, 1),
    (0, 0, 0, 0.1, 0),
    (0, 1, 1, 0.1, 1),
    (0, 0, 0, 0.7, 0),
    (0, 1, 1, 0.7, 0),
    (0, 2, 1, 0.7, 1),
    (0, 0, 0, -1.0, 0),
    (0, 1, 1, -1.0, 0),
    (0, 2, 1, -1.0, 0),
    (0, 0, 0, -0.1, 0),
    (0, 1, 1, -0.1, 0),
    (0, 2, 1, -0.1, 1),
    (0, 0, 0, -0.7, 0),
    (0, 1, 1, -0.7, 0),
    (0, 2, 1, -0.7, 1),
    (1, 0, 0, 0.8, 1),
    (1, 0, 0, -0.3, 0),
    (1, 1, 0, -0.3, 1),
    (1, 0, 0, -1.3, 1),
    (1, 0, 0, 0.0, 0),
    (1, 1, 0, 0.0, 1),
    (1, 0, 0, -0.4, 0),
    (1, 1, 0, -0.4, 0),
    (1, 2, 0, -0.4, 1),
    (1, 0, 0, -1.1, 0),
    (1, 1, 0, -1.1, 0),
    (1, 2, 0, -1.1, 0),
    (2, 0, 0, -1.1, 0),
    (2, 1, 1, -1.1, 0),
    (2, 2, 1, -1.1, 1),
    (2, 0, 0, -0.2, 0),
    (2, 1, 1, -0.2, 1),
    (2, 0, 0, -1.2, 0),
    (2, 1, 1, -1.2, 0),
    (2, 2, 1, -1.2, 0),
    (2, 0, 0, -0.8, 0),
    (2, 1, 1, -0.8, 1),
    (2, 0, 0, 2.4, 0),
    (2, 1, 1, 2.4, 1),
    (2, 0, 0, 0.8, 1),
    (3, 0, 0, 1.4, 0),
    (3, 1, 0, 1.4, 0),
    (3, 2, 0, 1.4, 1),
    (3, 0, 0, 0.6, 1),
    (3, 0, 0, -0.2, 0),
    (3, 1, 0, -0.2, 0),
    (3, 2, 0, -0.2, 0),
    (3, 0, 0, 0.9, 0),
    (3, 1, 0, 0.9, 0),
    (3, 2, 0, 0.9, 0),
    (3, 0, 0, 1.0, 1),
    (3, 0, 0, -1.0, 0),
    (3, 1, 0, -1.0, 0),
    (3, 2, 0, -1.0, 0),
    (4, 0, 0, 0.6, 0),
    (4, 1, 1, 0.6, 0),
    (4, 2, 1, 0.6, 1),
    (4, 0, 0, -0.4, 0),
    (4, 1, 1, -0.4, 0),
    (4, 2, 1, -0.4, 0),
    (4, 0, 0, -1.3, 0),
    (4, 1, 1, -1.3, 0),
    (4, 2, 1, -1.3, 0),
    (4, 0, 0, 0.3, 0),
    (4, 1, 1, 0.3, 1),
    (4, 0, 0, -0.7, 0),
    (4, 1, 1, -0.7, 1),
    (4, 0, 0, -0.4, 0),
    (4, 1, 1, -0.4, 0),
    (4, 2, 1, -0.4, 0),
    (5, 0, 0, 1.7, 0),
    (5, 1, 0, 1.7, 0),
    (5, 2, 0, 1.7, 1),
    (5, 0, 0, 0.0, 0),
    (5, 1, 0, 0.0, 0),
    (5, 2, 0, 0.0, 0),
    (5, 0, 0, 0.0, 0),
    (5, 1, 0, 0.0, 0),
    (5, 2, 0, 0.0, 0),
    (5, 0, 0, 1.9, 0),
    (5, 1, 0, 1.9, 0),
    (5, 2, 0, 1.9, 0),
    (5, 0, 0, -1.1, 0),
    (5, 1, 0, -1.1, 0),
    (5, 2, 0, -1.1, 0),
    (5, 0, 0, -0.5, 1),
    (6, 0, 0, 0.3, 1),
    (6, 0, 0, 0.5, 1),
    (6, 0, 0, 1.8, 0),
    (6, 1, 1, 1.8, 0),
    (6, 2, 1, 1.8, 1),
    (6, 0, 0, -0.9, 0),
    (6, 1, 1, -0.9, 0),
    (6, 2, 1, -0.9, 0),
    (6, 0, 0, 1.5, 1),
    (6, 0, 0, -1.5, 0),
    (6, 1, 1, -1.5, 0),
    (6, 2, 1, -1.5, 1),
    (7, 0, 0, 0.0, 0),
    (7, 1, 0, 0.0, 0),
    (7, 2, 0, 0.0, 1),
    (7, 0, 0, 1.6, 1),
    (7, 0, 0, -0.3, 0),
    (7, 1, 0, -0.3, 0),
    (7, 2, 0, -0.3, 0),
    (7, 0, 0, 0.2, 0),
    (7, 1, 0, 0.2, 1),
    (7, 0, 0, -0.9, 0),
    (7, 1, 0, -0.9, 0),
    (7, 2, 0, -0.9, 0),
    (7, 0, 0, -0.6, 0),
    (7, 1, 0, -0.6, 1),
];

/// Posts in 36 weeks of a community that has 200 + 3 t members in week t.
const POSTS: [f64; 36] = [
    41.0, 45.0, 26.0, 71.0, 35.0, 33.0, 37.0, 41.0, 50.0, 29.0, 19.0, 36.0, 48.0, 52.0, 63.0, 55.0, 59.0,
    66.0, 53.0, 29.0, 25.0, 68.0, 79.0, 77.0, 51.0, 43.0, 65.0, 80.0, 75.0, 69.0, 60.0, 73.0, 130.0, 112.0,
    106.0, 82.0,
];

fn close(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs()
}

fn hazard() -> (Design, Vec<f64>, Vec<u32>) {
    let rows = PERSON_PERIODS.iter();
    let design = rows.clone().flat_map(|&(_, period, leader, score, _)| {
        [1.0, f64::from(period == 1), f64::from(period == 2), f64::from(leader), score]
    });
    let adopted = rows.clone().map(|row| f64::from(row.4)).collect();
    let teams = rows.map(|row| row.0).collect();
    (Design::from_rows(5, design.collect()).unwrap(), adopted, teams)
}

fn check(name: &str, fit: &Glm, covariance: &Covariance, coefficients: &[f64], errors: &[f64]) {
    for (column, (&expected, &error)) in coefficients.iter().zip(errors).enumerate() {
        let (found, found_error) = (fit.coefficients[column], covariance.standard_error(column));
        assert!(close(found, expected, 1e-9), "{name} {column}: {found} {expected}");
        assert!(close(found_error, error, 1e-7), "{name} {column}: SE {found_error} {error}");
    }
}

// All numbers below: statsmodels 0.15.0 (numpy 2.4.6), GLM and Logit with tol=1e-14.

#[test]
fn hazard_with_clustered_errors() {
    let (design, adopted, teams) = hazard();
    let data = GlmData::new(&design, &adopted);
    let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
    assert!(fit.is_sound());
    let coefficients = [
        -1.4243351445980472,
        -0.19994088590484876,
        0.6917366262491123,
        1.089579263123995,
        0.5832549666229974,
    ];
    let errors =
        [0.372552108731363, 0.640210314350288, 0.6222291947784853, 0.5849802859074611, 0.22754819813656196];
    check("model", &fit, fit.covariance.as_ref().unwrap(), &coefficients, &errors);
    assert!((fit.log_likelihood - -61.05801503674391).abs() < 1e-9);
    assert!(close(fit.pearson_chi2, 113.53301762318118, 1e-9));
    // cov_type="cluster", groups=team.
    let errors =
        [0.3812622762646406, 0.9038678236143394, 0.6593380633481186, 0.7761555317530329, 0.19052197697200235];
    let robust = fit.cluster_robust(&data, &teams).unwrap();
    check("cluster", &fit, &robust, &coefficients, &errors);
    let row = [-0.0869739510355655, -0.527917255589993, -0.30594616745953573, 0.6024174094708332];
    for (column, expected) in row.into_iter().enumerate() {
        assert!(close(robust.get(3, column), expected, 1e-7));
    }
    // get_margeff(at="overall", dummy=True), with the clustered covariance.
    for (column, effect, error) in [
        (1, -0.035213662678, 0.155187447264),
        (2, 0.133415458870, 0.139025623744),
        (3, 0.212099764352, 0.145081126741),
    ] {
        let found = fit.average_effect(&data, column, &robust, 0.95).unwrap();
        assert!((found.effect - effect).abs() < 1e-10, "{column}: {found:?}");
        assert!((found.standard_error - error).abs() < 1e-8, "{column}: {found:?}");
        assert!((found.with - found.without - found.effect).abs() < 1e-15);
    }
}

#[test]
fn frequency_weights_are_repetitions() {
    let (design, adopted, teams) = hazard();
    let weights: Vec<f64> = (0..adopted.len()).map(|row| (row % 4) as f64).collect();
    let data = GlmData::new(&design, &adopted).weights(&weights);
    let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
    let coefficients = [
        -1.7290593345449934,
        -0.2637572172896847,
        0.9716041043480412,
        0.9646382881543194,
        0.2869079372172269,
    ];
    let errors =
        [0.3495304371739777, 0.5665802775209101, 0.5292357885032428, 0.48477653391339043, 0.190695435781794];
    check("model", &fit, fit.covariance.as_ref().unwrap(), &coefficients, &errors);
    assert!((fit.log_likelihood - -84.39815957395855).abs() < 1e-9);
    // Logit on the rows repeated as often as their weights say.
    let errors =
        [0.4138825198102534, 1.238238491246351, 0.8979186447457603, 0.9442298470112768, 0.26075616583919053];
    check("cluster", &fit, &fit.cluster_robust(&data, &teams).unwrap(), &coefficients, &errors);
}

#[test]
fn weekly_counts_with_autocorrelated_errors() {
    let weeks: Vec<f64> = (0..36).map(f64::from).collect();
    let fourth: Vec<f64> = (0..36).map(|week| f64::from(u8::from(week % 4 == 3))).collect();
    let log_members: Vec<f64> = weeks.iter().map(|week| (200.0 + 3.0 * week).ln()).collect();
    let design = Design::from_columns(&[&[1.0; 36], &weeks, &fourth]).unwrap();
    let data = GlmData::new(&design, &POSTS).offset(&log_members);
    let fit = glm(&data, GlmFamily::Poisson, &GlmOptions::default()).unwrap();
    assert!(fit.is_sound());
    let coefficients = [-1.8239343854540395, 0.017778193237447976];
    let errors = [0.050799273095995356, 0.002183477109323985];
    check("model", &fit, fit.covariance.as_ref().unwrap(), &coefficients, &errors);
    // Nearly zero: absolute.
    assert!((fit.coefficients[2] - 0.00025183959240193676).abs() < 1e-12);
    assert!((fit.log_likelihood - -192.82247162863302).abs() < 1e-9);
    assert!(close(fit.pearson_chi2, 173.8174996292866, 1e-9));
    assert!(close(fit.pearson_phi().unwrap(), 5.267196958463231, 1e-9));
    // cov_type="HAC", use_correction=True; maxlags as given, 3 is also the automatic one.
    for (lag, errors) in [
        (Some(0), [0.10931359922081305, 0.005545729376236745, 0.11992777401372656]),
        (Some(3), [0.11105377624461439, 0.005973977753273383, 0.13195138135850124]),
        (None, [0.11105377624461439, 0.005973977753273383, 0.13195138135850124]),
        (Some(5), [0.11010393700330764, 0.005878420423297364, 0.1327776306306097]),
    ] {
        let robust = fit.newey_west(&data, lag).unwrap();
        for (column, error) in errors.into_iter().enumerate() {
            assert!(close(robust.standard_error(column), error, 1e-7), "{lag:?} {column}");
        }
    }
}

#[test]
fn clustered_errors_keep_false_alarms_down() {
    // 300 experiments: 40 teams of 15 alike among themselves, half of them "trained" without any effect.
    let teams: Vec<u32> = (0..600).map(|row| row / 15).collect();
    let trained: Vec<f64> = teams.iter().map(|team| f64::from(team % 2)).collect();
    let design = Design::from_columns(&[&[1.0; 600], &trained]).unwrap();
    let (mut naive, mut robust) = (0, 0);
    for run in 0..300 {
        let mut rng = stream(23, run);
        let levels: Vec<f64> = (0..40).map(|_| standard_normal(&mut rng)).collect();
        let adopted: Vec<f64> = teams
            .iter()
            .map(|&team| {
                f64::from(u8::from(uniform(&mut rng) < 1.0 / (1.0 + (1.0 - levels[team as usize]).exp())))
            })
            .collect();
        let data = GlmData::new(&design, &adopted);
        let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
        let alarm =
            |covariance: &Covariance| u32::from(fit.coefficient(1, covariance, 0.95).unwrap().p_value < 0.05);
        naive += alarm(fit.covariance.as_ref().unwrap());
        robust += alarm(&fit.cluster_robust(&data, &teams).unwrap());
    }
    println!("false alarms of 300 at 5%: model {naive}, clustered {robust}");
    assert!(naive > 60 && robust <= 25, "{naive} {robust}");
}

#[test]
fn threads_do_not_matter() {
    // Distinct rows enough for several chunks.
    let x: Vec<f64> = (0..20_000).map(|row| f64::from(row * 7919 % 20_011) / 20_011.0 - 0.5).collect();
    let y: Vec<f64> = (0..20_000).map(|row| f64::from(u8::from(row * 31 % 97 < 30))).collect();
    let design = Design::from_columns(&[&vec![1.0; 20_000], &x]).unwrap();
    let data = GlmData::new(&design, &y);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| glm(&data, GlmFamily::Logistic, &GlmOptions::default())).unwrap()
    };
    let (one, two) = (with(1), with(2));
    assert!(one.is_sound());
    assert_eq!(one, two);
}
