# Reference values of DeLong's method from pROC, for test_agrees_with_proc.py.
#
#   Rscript reference.R        (Debian: r-cran-proc) writes data.csv and values.csv beside itself
#
# data.csv: case, label, a, b - two scores of the same patients.
# values.csv: for each case AUC, variance and 95 % interval of a and b, their covariance, the paired
# test, and the test of a against b as if they came from other patients. NA where pROC gives none.

suppressMessages(library(pROC))
set.seed(20190501)

simulated <- function(n, share, of_a, of_b, shared, digits = 15) {
  label <- rep(0:1, c(n - round(n * share), round(n * share)))
  common <- rnorm(n)
  own <- function(effect) effect * label + sqrt(shared) * common + sqrt(1 - shared) * rnorm(n)
  data.frame(label = label, a = signif(own(of_a), digits), b = signif(own(of_b), digits))
}

graded <- function(n) {  # many ties, within and between the classes
  data <- simulated(n, 0.4, 1.2, 0.8, 0.5)
  transform(data, a = round(a), b = round(b))
}

with_columns <- function(label, a, b) data.frame(label = label, a = a, b = b)

cases <- list(
  continuous = simulated(80, 0.5, 1.5, 0.7, 0.3),
  imbalanced = simulated(120, 0.1, 1.0, 1.4, 0.2),
  correlated = simulated(90, 0.4, 1.0, 1.1, 0.95),
  probabilities = transform(simulated(132, 0.25, 2.0, 1.0, 0.4), a = plogis(a), b = exp(b)),
  graded = graded(70),
  few_grades = transform(graded(40), a = pmin(pmax(a, 0), 1), b = pmin(pmax(b, 0), 2)),
  worse_than_chance = simulated(60, 0.5, -0.8, 0.8, 0.1),
  two_positives = simulated(15, 2 / 15, 0.5, 1.0, 0.0),
  one_perfect = with_columns(rep(0:1, each = 6), 1:12, c(1, 2, 9, 4, 5, 6, 3, 8, 7, 10, 11, 12)),
  both_perfect = with_columns(rep(0:1, each = 5), 1:10, c(1:5, 16:20)),
  identical = with_columns(rep(0:1, each = 5), c(1, 3, 5, 7, 9, 4, 6, 8, 10, 12), c(1, 3, 5, 7, 9, 4, 6, 8, 10, 12)),
  one_constant = with_columns(rep(0:1, each = 5), rep(0.5, 10), c(1, 3, 5, 7, 9, 4, 6, 8, 10, 12)),
  one_reversed = with_columns(rep(0:1, each = 4), c(1, 2, 3, 6, 4, 5, 7, 8), -c(1, 2, 3, 6, 4, 5, 7, 8)),
  large = simulated(600, 0.25, 1.5, 1.1, 0.5, 12)
)

value <- function(x) if (length(x) == 0 || is.na(x)) "NA" else sprintf("%.17g", x)

of_case <- function(name) {
  data <- cases[[name]]
  curve <- function(scores) roc(data$label, scores, levels = c(0, 1), direction = "<", quiet = TRUE)
  a <- curve(data$a)
  b <- curve(data$b)
  interval <- function(of) suppressWarnings(as.numeric(ci.auc(of, method = "delong")))
  paired <- roc.test(a, b, method = "delong", paired = TRUE)
  unpaired <- suppressWarnings(roc.test(a, b, method = "delong", paired = FALSE))
  numbers <- list(
    auc_a = as.numeric(a$auc), var_a = var(a, method = "delong"), low_a = interval(a)[1], high_a = interval(a)[3],
    auc_b = as.numeric(b$auc), var_b = var(b, method = "delong"), low_b = interval(b)[1], high_b = interval(b)[3],
    covariance = cov(a, b, method = "delong"),
    paired_z = paired$statistic, paired_p = paired$p.value,
    unpaired_d = unpaired$statistic, unpaired_df = unpaired$parameter, unpaired_p = unpaired$p.value
  )
  c(case = name, vapply(numbers, function(x) value(suppressWarnings(as.numeric(x))), ""))
}

rows <- suppressWarnings(lapply(names(cases), of_case))
header <- paste0("# pROC ", packageVersion("pROC"), ", ", R.version.string)
write_table <- function(rows, path) {
  lines <- c(paste(names(rows[[1]]), collapse = ","), vapply(rows, paste, "", collapse = ","))
  writeLines(c(header, lines), path)
}
write_table(rows, "values.csv")
data_rows <- unlist(lapply(names(cases), function(name) {
  data <- cases[[name]]
  lapply(seq_len(nrow(data)), function(i) {
    c(case = name, label = as.character(data$label[i]), a = value(data$a[i]), b = value(data$b[i]))
  })
}), recursive = FALSE)
write_table(data_rows, "data.csv")
