; Kernels of kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from kernel.py, SHA-256 008c4de0d48a0168977fab3841c443628b817b6311d164468614e064d2bf43fc
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
declare double @llvm.cos.f64(double)

declare double @llvm.sin.f64(double)

declare double @sqrt(double)

declare double @asin(double)

define i64 @find_stays(i64 %a0, double %a1, i64 %a2, i64 %a3, i64 %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr writeonly %a10, ptr writeonly %a11, ptr writeonly %a12, ptr writeonly %a13, ptr writeonly %a14, ptr writeonly %a15) {
done:
  %.55.i = fmul double %a1, %a1
  %.59.i = fdiv double 1.000000e+00, %.55.i
  %.145263.not.i = icmp slt i64 %a0, 1
  br i1 %.145263.not.i, label %find_stays.0.exit, label %B56.if.lr.ph.i

B56.if.lr.ph.i:                                   ; preds = %done
  %.218.i = fcmp ole double %a1, 5.000000e+02
  %.464.i = icmp sgt i64 %a4, 0
  br label %B56.if.i

B54.loopexit.i:                                   ; preds = %B1389.i, %B56.if.i
  %found.1.lcssa.i = phi i64 [ %found.0266.i, %B56.if.i ], [ %found.2.i, %B1389.i ]
  %exitcond.not.i = icmp eq i64 %.158.i, %a0
  br i1 %exitcond.not.i, label %find_stays.0.exit, label %B56.if.i

B326.i:                                           ; preds = %B326.preheader.i, %B1389.i
  %east_m.1260.i = phi double [ %east_m.2.i, %B1389.i ], [ %.243.i, %B326.preheader.i ]
  %is_flat.1259.i = phi i1 [ %is_flat.2.i, %B1389.i ], [ %spec.select.i, %B326.preheader.i ]
  %lon0.1258.i = phi double [ %lon0.2.i, %B1389.i ], [ %.213.i, %B326.preheader.i ]
  %lat0.1257.i = phi double [ %lat0.2.i, %B1389.i ], [ %.206.i, %B326.preheader.i ]
  %silences.1256.i = phi i64 [ %silences.2.i, %B1389.i ], [ 0, %B326.preheader.i ]
  %start.1254.i = phi i64 [ %start.2.i, %B1389.i ], [ %.185.i, %B326.preheader.i ]
  %found.1253.i = phi i64 [ %found.2.i, %B1389.i ], [ %found.0266.i, %B326.preheader.i ]
  %.279.0252.i = phi i64 [ %.342.i, %B1389.i ], [ %.289.i, %B326.preheader.i ]
  %.276.0.in251.i = phi i64 [ %.276.0261.i, %B1389.i ], [ %.185.i, %B326.preheader.i ]
  %.276.0261.i = add i64 %.276.0.in251.i, 1
  %.342.i = add nsw i64 %.279.0252.i, -1
  %.379.i = icmp slt i64 %.276.0261.i, %.192.i
  br i1 %.379.i, label %B344.i, label %B326.B822_crit_edge.i

B326.B822_crit_edge.i:                            ; preds = %B326.i
  %.652.phi.trans.insert.i = getelementptr i64, ptr %a6, i64 %.276.0.in251.i
  %.653.pre.i = load i64, ptr %.652.phi.trans.insert.i, align 8, !noalias !0
  br label %B822.i

B344.i:                                           ; preds = %B326.i
  %.385.i = getelementptr i64, ptr %a6, i64 %.276.0261.i
  %.386.i = load i64, ptr %.385.i, align 8, !noalias !0
  %.390.i = getelementptr i8, ptr %.385.i, i64 -8
  %.391.i = load i64, ptr %.390.i, align 8, !noalias !0
  %.392.i = sub nsw i64 %.386.i, %.391.i
  %.397.i = icmp slt i64 %.392.i, 0
  br i1 %.397.i, label %find_stays.0.exit, label %B404.i

B404.i:                                           ; preds = %B344.i
  %.459.i = icmp sgt i64 %.392.i, %a3
  br i1 %.459.i, label %B822.i, label %B416.i

B416.i:                                           ; preds = %B404.i
  br i1 %.464.i, label %B428.i, label %B456.i

B428.i:                                           ; preds = %B416.i
  %.468.i = getelementptr i8, ptr %a9, i64 %.276.0261.i
  %.469.i = load i8, ptr %.468.i, align 1, !noalias !0
  %.471.not.i = icmp eq i8 %.469.i, 0
  br i1 %.471.not.i, label %B456.i, label %B822.i

B456.i:                                           ; preds = %B428.i, %B416.i
  %.490.i = getelementptr double, ptr %a7, i64 %.276.0261.i
  %.491.i = load double, ptr %.490.i, align 8, !noalias !0
  %.493.i = fsub double %.491.i, %lat0.1257.i
  %.494.i = fmul double %.493.i, 0x40FB25AED3893EAD
  %.497.i = getelementptr double, ptr %a8, i64 %.276.0261.i
  %.498.i = load double, ptr %.497.i, align 8, !noalias !0
  %.500.i = fsub double %.498.i, %lon0.1258.i
  %.502.i = fmul double %east_m.1260.i, %.500.i
  %.506.i = fmul double %.494.i, %.494.i
  %.509.i = fmul double %.502.i, %.502.i
  %.512.i = fadd double %.506.i, %.509.i
  %.514.i = fmul double %.59.i, %.512.i
  br i1 %is_flat.1259.i, label %B570.i, label %B752.i

B570.i:                                           ; preds = %B456.i
  %.521.i = fcmp olt double %.514.i, 9.980010e-01
  br i1 %.521.i, label %B1389.i, label %B594.i

B594.i:                                           ; preds = %B570.i
  %.531.i = fcmp olt double %.514.i, 0x3FF008323358F2DF
  %.544.i = fcmp ogt double %.500.i, 1.800000e+02
  %.553.i = fsub double %lon0.1258.i, %.498.i
  %.554.i = fcmp ogt double %.553.i, 1.800000e+02
  %0 = or i1 %.544.i, %.554.i
  %or.cond206.i = select i1 %.531.i, i1 true, i1 %0
  br i1 %or.cond206.i, label %B680.i, label %B822.i

B680.i:                                           ; preds = %B594.i
  %.9.i.i = fmul double %.493.i, 5.000000e-01
  %.10.i.i = fmul double %.9.i.i, 0x3F91DF46A2529D39
  %.11.i.i = tail call double @llvm.sin.f64(double %.10.i.i)
  %.13.i.i = fmul double %.500.i, 5.000000e-01
  %.14.i.i = fmul double %.13.i.i, 0x3F91DF46A2529D39
  %.15.i.i = tail call double @llvm.sin.f64(double %.14.i.i)
  %.16.i.i = fmul double %.11.i.i, %.11.i.i
  %.17.i.i = fmul double %lat0.1257.i, 0x3F91DF46A2529D39
  %.18.i.i = tail call double @llvm.cos.f64(double %.17.i.i)
  %.19.i.i = fmul double %.491.i, 0x3F91DF46A2529D39
  %.20.i.i = tail call double @llvm.cos.f64(double %.19.i.i)
  %.21.i.i = fmul double %.18.i.i, %.20.i.i
  %.22.i.i = fmul double %.21.i.i, %.15.i.i
  %.23.i.i = fmul double %.15.i.i, %.22.i.i
  %.24.i.i = fadd double %.16.i.i, %.23.i.i
  %.30.i.i = fcmp olt double %.24.i.i, 1.000000e+00
  %.24..i.i = select i1 %.30.i.i, double %.24.i.i, double 1.000000e+00
  %.54.i.i = tail call double @sqrt(double %.24..i.i)
  %.59.i.i = tail call double @asin(double %.54.i.i)
  %.63.i.i = fmul double %.59.i.i, 1.274200e+07
  %.597.i = fcmp olt double %.63.i.i, %a1
  br i1 %.597.i, label %B1389.i, label %B822.i

B752.i:                                           ; preds = %B456.i
  %.9.i208.i = fmul double %.493.i, 5.000000e-01
  %.10.i209.i = fmul double %.9.i208.i, 0x3F91DF46A2529D39
  %.11.i210.i = tail call double @llvm.sin.f64(double %.10.i209.i)
  %.13.i212.i = fmul double %.500.i, 5.000000e-01
  %.14.i213.i = fmul double %.13.i212.i, 0x3F91DF46A2529D39
  %.15.i214.i = tail call double @llvm.sin.f64(double %.14.i213.i)
  %.16.i215.i = fmul double %.11.i210.i, %.11.i210.i
  %.17.i216.i = fmul double %lat0.1257.i, 0x3F91DF46A2529D39
  %.18.i217.i = tail call double @llvm.cos.f64(double %.17.i216.i)
  %.19.i218.i = fmul double %.491.i, 0x3F91DF46A2529D39
  %.20.i219.i = tail call double @llvm.cos.f64(double %.19.i218.i)
  %.21.i220.i = fmul double %.18.i217.i, %.20.i219.i
  %.22.i221.i = fmul double %.21.i220.i, %.15.i214.i
  %.23.i222.i = fmul double %.15.i214.i, %.22.i221.i
  %.24.i223.i = fadd double %.16.i215.i, %.23.i222.i
  %.30.i224.i = fcmp olt double %.24.i223.i, 1.000000e+00
  %.24..i225.i = select i1 %.30.i224.i, double %.24.i223.i, double 1.000000e+00
  %.54.i226.i = tail call double @sqrt(double %.24..i225.i)
  %.59.i227.i = tail call double @asin(double %.54.i226.i)
  %.63.i228.i = fmul double %.59.i227.i, 1.274200e+07
  %.642.i = fcmp olt double %.63.i228.i, %a1
  br i1 %.642.i, label %B1389.i, label %B822.i

B822.i:                                           ; preds = %B752.i, %B680.i, %B594.i, %B428.i, %B404.i, %B326.B822_crit_edge.i
  %.653.i = phi i64 [ %.391.i, %B680.i ], [ %.391.i, %B594.i ], [ %.391.i, %B752.i ], [ %.653.pre.i, %B326.B822_crit_edge.i ], [ %.391.i, %B404.i ], [ %.391.i, %B428.i ]
  %silence.2.i = phi i64 [ 0, %B680.i ], [ 0, %B594.i ], [ 0, %B752.i ], [ 1, %B326.B822_crit_edge.i ], [ 1, %B404.i ], [ 1, %B428.i ]
  %.656.i = getelementptr i64, ptr %a6, i64 %start.1254.i
  %.657.i = load i64, ptr %.656.i, align 8, !noalias !0
  %.658.i = sub nsw i64 %.653.i, %.657.i
  %.660.not.i = icmp slt i64 %.658.i, %a2
  br i1 %.660.not.i, label %B1182.i, label %B870.i

B870.i:                                           ; preds = %B822.i
  %.706.i = sub i64 %.276.0261.i, %start.1254.i
  %.749243.not.i = icmp slt i64 %.706.i, 1
  br i1 %.749243.not.i, label %B1022.i, label %B910.if.i

B976.i:                                           ; preds = %B910.if.i
  %.808.i = fadd double %.800.i, -3.600000e+02
  br label %B1010.i

B988.i:                                           ; preds = %B910.if.i
  %.813.i = fcmp olt double %.800.i, -1.800000e+02
  br i1 %.813.i, label %B1000.i, label %B1010.i

B1000.i:                                          ; preds = %B988.i
  %.816.i = fadd double %.800.i, 3.600000e+02
  br label %B1010.i

B1010.i:                                          ; preds = %B1000.i, %B988.i, %B976.i
  %turn.5.i = phi double [ %.808.i, %B976.i ], [ %.816.i, %B1000.i ], [ %.800.i, %B988.i ]
  %.822.i = fadd double %east_sum.4247.i, %turn.5.i
  %.749.i = icmp ugt i64 %.696.0245.i, 1
  br i1 %.749.i, label %B910.if.i, label %B1022.i

B1022.i:                                          ; preds = %B1010.i, %B870.i
  %north_sum.4.lcssa.i = phi double [ 0.000000e+00, %B870.i ], [ %.793.i, %B1010.i ]
  %east_sum.4.lcssa.i = phi double [ 0.000000e+00, %B870.i ], [ %.822.i, %B1010.i ]
  %.835.i = getelementptr i64, ptr %a10, i64 %found.1253.i
  store i64 %start.1254.i, ptr %.835.i, align 8, !noalias !0
  %.841.i = getelementptr i64, ptr %a11, i64 %found.1253.i
  store i64 %.276.0.in251.i, ptr %.841.i, align 8, !noalias !0
  %.847.i = sitofp i64 %.706.i to double
  %.851.i = fdiv double %north_sum.4.lcssa.i, %.847.i
  %.855.i = fadd double %lat0.1257.i, %.851.i
  %.858.i = getelementptr double, ptr %a12, i64 %found.1253.i
  store double %.855.i, ptr %.858.i, align 8, !noalias !0
  %.868.i = fdiv double %east_sum.4.lcssa.i, %.847.i
  %.872.i = fadd double %lon0.1258.i, %.868.i
  %.876.i = fcmp ogt double %.872.i, 1.800000e+02
  br i1 %.876.i, label %B1110.i, label %B1120.i

B1110.i:                                          ; preds = %B1022.i
  %.879.i = fadd double %.872.i, -3.600000e+02
  br label %B1144.i

B1120.i:                                          ; preds = %B1022.i
  %.887.i = fcmp olt double %.872.i, -1.800000e+02
  br i1 %.887.i, label %B1132.i, label %B1144.i

B1132.i:                                          ; preds = %B1120.i
  %.890.i = fadd double %.872.i, 3.600000e+02
  br label %B1144.i

B1144.i:                                          ; preds = %B1132.i, %B1120.i, %B1110.i
  %"$phi1144.2.4.i" = phi double [ %.879.i, %B1110.i ], [ %.890.i, %B1132.i ], [ %.872.i, %B1120.i ]
  %.905.i = getelementptr double, ptr %a13, i64 %found.1253.i
  store double %"$phi1144.2.4.i", ptr %.905.i, align 8, !noalias !0
  %.912.i = trunc nuw nsw i64 %silence.2.i to i8
  %.913.i = getelementptr i8, ptr %a14, i64 %found.1253.i
  store i8 %.912.i, ptr %.913.i, align 1, !noalias !0
  %.918.i = getelementptr i64, ptr %a15, i64 %found.1253.i
  store i64 %silences.1256.i, ptr %.918.i, align 8, !noalias !0
  %.921.i = add nsw i64 %found.1253.i, 1
  br label %B1182.i

B1182.i:                                          ; preds = %B1144.i, %B822.i
  %found.3.i = phi i64 [ %.921.i, %B1144.i ], [ %found.1253.i, %B822.i ]
  br i1 %.379.i, label %B1194.i, label %B1389.i

B1194.i:                                          ; preds = %B1182.i
  %.935.i = add nsw i64 %silence.2.i, %silences.1256.i
  %.945.i = getelementptr double, ptr %a7, i64 %.276.0261.i
  %.946.i = load double, ptr %.945.i, align 8, !noalias !0
  %.951.i = getelementptr double, ptr %a8, i64 %.276.0261.i
  %.952.i = load double, ptr %.951.i, align 8, !noalias !0
  %1 = tail call double @llvm.fabs.f64(double %.946.i)
  %2 = fcmp olt double %1, 8.000000e+01
  %spec.select205.i = select i1 %.218.i, i1 %2, i1 false
  %.980.i = fmul double %.946.i, 0x3F91DF46A2529D39
  %.981.i = tail call double @llvm.cos.f64(double %.980.i)
  %.982.i = fmul double %.981.i, 0x40FB25AED3893EAD
  br label %B1389.i

B1389.i:                                          ; preds = %B1194.i, %B1182.i, %B752.i, %B680.i, %B570.i
  %found.2.i = phi i64 [ %found.1253.i, %B680.i ], [ %found.1253.i, %B570.i ], [ %found.1253.i, %B752.i ], [ %found.3.i, %B1194.i ], [ %found.3.i, %B1182.i ]
  %start.2.i = phi i64 [ %start.1254.i, %B680.i ], [ %start.1254.i, %B570.i ], [ %start.1254.i, %B752.i ], [ %.276.0261.i, %B1194.i ], [ %start.1254.i, %B1182.i ]
  %silences.2.i = phi i64 [ %silences.1256.i, %B680.i ], [ %silences.1256.i, %B570.i ], [ %silences.1256.i, %B752.i ], [ %.935.i, %B1194.i ], [ %silences.1256.i, %B1182.i ]
  %lat0.2.i = phi double [ %lat0.1257.i, %B680.i ], [ %lat0.1257.i, %B570.i ], [ %lat0.1257.i, %B752.i ], [ %.946.i, %B1194.i ], [ %lat0.1257.i, %B1182.i ]
  %lon0.2.i = phi double [ %lon0.1258.i, %B680.i ], [ %lon0.1258.i, %B570.i ], [ %lon0.1258.i, %B752.i ], [ %.952.i, %B1194.i ], [ %lon0.1258.i, %B1182.i ]
  %is_flat.2.i = phi i1 [ true, %B680.i ], [ true, %B570.i ], [ false, %B752.i ], [ %spec.select205.i, %B1194.i ], [ %is_flat.1259.i, %B1182.i ]
  %east_m.2.i = phi double [ %east_m.1260.i, %B680.i ], [ %east_m.1260.i, %B570.i ], [ %east_m.1260.i, %B752.i ], [ %.982.i, %B1194.i ], [ %east_m.1260.i, %B1182.i ]
  %.333.i = icmp sgt i64 %.279.0252.i, 1
  br i1 %.333.i, label %B326.i, label %B54.loopexit.i

B56.if.i:                                         ; preds = %B54.loopexit.i, %B56.if.lr.ph.i
  %found.0266.i = phi i64 [ 0, %B56.if.lr.ph.i ], [ %found.1.lcssa.i, %B54.loopexit.i ]
  %.86.0265.i = phi i64 [ 0, %B56.if.lr.ph.i ], [ %.158.i, %B54.loopexit.i ]
  %.158.i = add nuw nsw i64 %.86.0265.i, 1
  %.184.i = getelementptr i64, ptr %a5, i64 %.86.0265.i
  %.185.i = load i64, ptr %.184.i, align 8, !noalias !0
  %.191.i = getelementptr i8, ptr %.184.i, i64 8
  %.192.i = load i64, ptr %.191.i, align 8, !noalias !0
  %.289.i = sub i64 %.192.i, %.185.i
  %.333250.not.i = icmp slt i64 %.289.i, 1
  br i1 %.333250.not.i, label %B54.loopexit.i, label %B326.preheader.i

B326.preheader.i:                                 ; preds = %B56.if.i
  %.205.i = getelementptr double, ptr %a7, i64 %.185.i
  %.206.i = load double, ptr %.205.i, align 8, !noalias !0
  %.241.i = fmul double %.206.i, 0x3F91DF46A2529D39
  %.242.i = tail call double @llvm.cos.f64(double %.241.i)
  %.243.i = fmul double %.242.i, 0x40FB25AED3893EAD
  %3 = tail call double @llvm.fabs.f64(double %.206.i)
  %4 = fcmp olt double %3, 8.000000e+01
  %spec.select.i = select i1 %.218.i, i1 %4, i1 false
  %.212.i = getelementptr double, ptr %a8, i64 %.185.i
  %.213.i = load double, ptr %.212.i, align 8, !noalias !0
  br label %B326.i

B910.if.i:                                        ; preds = %B870.i, %B1010.i
  %east_sum.4247.i = phi double [ %.822.i, %B1010.i ], [ 0.000000e+00, %B870.i ]
  %north_sum.4246.i = phi double [ %.793.i, %B1010.i ], [ 0.000000e+00, %B870.i ]
  %.696.0245.i = phi i64 [ %.758.i, %B1010.i ], [ %.706.i, %B870.i ]
  %.693.0244.i = phi i64 [ %.762.i, %B1010.i ], [ %start.1254.i, %B870.i ]
  %.758.i = add nsw i64 %.696.0245.i, -1
  %.762.i = add i64 %.693.0244.i, 1
  %.788.i = getelementptr double, ptr %a7, i64 %.693.0244.i
  %.789.i = load double, ptr %.788.i, align 8, !noalias !0
  %.791.i = fsub double %.789.i, %lat0.1257.i
  %.793.i = fadd double %north_sum.4246.i, %.791.i
  %.797.i = getelementptr double, ptr %a8, i64 %.693.0244.i
  %.798.i = load double, ptr %.797.i, align 8, !noalias !0
  %.800.i = fsub double %.798.i, %lon0.1258.i
  %.805.i = fcmp ogt double %.800.i, 1.800000e+02
  br i1 %.805.i, label %B976.i, label %B988.i

find_stays.0.exit:                                ; preds = %B54.loopexit.i, %B344.i, %done
  %storemerge200.i = phi i64 [ -1, %B344.i ], [ 0, %done ], [ %found.1.lcssa.i, %B54.loopexit.i ]
  ret i64 %storemerge200.i
}

declare double @llvm.fabs.f64(double)

define i64 @find_legs(i64 %a0, i64 %a1, i64 %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr writeonly %a12, ptr writeonly %a13, ptr writeonly %a14, ptr writeonly %a15) {
done:
  %.135237.not.i = icmp slt i64 %a0, 1
  br i1 %.135237.not.i, label %find_legs.0.exit, label %B40.if.lr.ph.i

B40.if.lr.ph.i:                                   ; preds = %done
  %.566.i = icmp sgt i64 %a2, 0
  br label %B40.if.i

B158.preheader.i:                                 ; preds = %B158.preheader.preheader.i, %B954.i
  %i.1236.i = phi i64 [ %.492.i, %B954.i ], [ %.188.i, %B158.preheader.preheader.i ]
  %east_m.1235.i = phi double [ %east_m.2.i, %B954.i ], [ 0.000000e+00, %B158.preheader.preheader.i ]
  %lat0.1234.i = phi double [ %lat0.2.i, %B954.i ], [ -1.000000e+03, %B158.preheader.preheader.i ]
  %walked.1233.i = phi double [ %.484.i, %B954.i ], [ 0.000000e+00, %B158.preheader.preheader.i ]
  %silences.1232.i = phi i64 [ %silences.2.i, %B954.i ], [ 0, %B158.preheader.preheader.i ]
  %start.1231.i = phi i64 [ %start.2.i, %B954.i ], [ -1, %B158.preheader.preheader.i ]
  %stay.1230.i = phi i64 [ %stay.5253.i, %B954.i ], [ %.175.i, %B158.preheader.preheader.i ]
  %found.1229.i = phi i64 [ %found.2.i, %B954.i ], [ %found.0240.i, %B158.preheader.preheader.i ]
  br label %B158.i

B158.i:                                           ; preds = %B1456.i, %B158.preheader.i
  %found.2.i = phi i64 [ %found.4192205.i, %B1456.i ], [ %found.1229.i, %B158.preheader.i ]
  %stay.2.i = phi i64 [ %stay.4173181189207.i, %B1456.i ], [ %stay.1230.i, %B158.preheader.i ]
  %start.2.i = phi i64 [ %4, %B1456.i ], [ %start.1231.i, %B158.preheader.i ]
  %silences.2.i = phi i64 [ %silences.5.i, %B1456.i ], [ %silences.1232.i, %B158.preheader.i ]
  %walked.2.i = phi double [ 0.000000e+00, %B1456.i ], [ %walked.1233.i, %B158.preheader.i ]
  %i.2.i = phi i64 [ %i.4.i, %B1456.i ], [ %i.1236.i, %B158.preheader.i ]
  %.231.i = icmp slt i64 %i.2.i, %.195.i
  br i1 %.231.i, label %B174.i, label %B336.thread.i

B336.thread.i:                                    ; preds = %B158.i
  %.303170.i = icmp sgt i64 %start.2.i, -1
  br i1 %.303170.i, label %B986.i, label %B1198.thread.i

B174.i:                                           ; preds = %B158.i
  %.237.i = icmp slt i64 %stay.2.i, %.182.i
  br i1 %.237.i, label %B186.i, label %B280.i

B186.i:                                           ; preds = %B174.i
  %.241.i = getelementptr i64, ptr %a11, i64 %stay.2.i
  %.242.i = load i64, ptr %.241.i, align 8, !noalias !3
  %.245.i = getelementptr i64, ptr %a5, i64 %i.2.i
  %.246.i = load i64, ptr %.245.i, align 8, !noalias !3
  %.247.i = icmp slt i64 %.242.i, %.246.i
  br i1 %.247.i, label %B222.i, label %B280.i

B222.i:                                           ; preds = %B186.i, %B244.i
  %stay.6.i = phi i64 [ %.253.i, %B244.i ], [ %stay.2.i, %B186.i ]
  %exitcond.not.i = icmp eq i64 %stay.6.i, %6
  br i1 %exitcond.not.i, label %B336.i, label %B244.i

B244.i:                                           ; preds = %B222.i
  %.253.i = add nsw i64 %stay.6.i, 1
  %.262.i = getelementptr i64, ptr %a11, i64 %.253.i
  %.263.i = load i64, ptr %.262.i, align 8, !noalias !3
  %.268.i = icmp slt i64 %.263.i, %.246.i
  br i1 %.268.i, label %B222.i, label %B280.i

B280.i:                                           ; preds = %B244.i, %B186.i, %B174.i
  %stay.5.i = phi i64 [ %stay.2.i, %B186.i ], [ %stay.2.i, %B174.i ], [ %.253.i, %B244.i ]
  %.277.i = icmp eq i64 %stay.5.i, %.182.i
  br i1 %.277.i, label %B336.i, label %B292.i

B292.i:                                           ; preds = %B280.i
  %.281.i = getelementptr i64, ptr %a5, i64 %i.2.i
  %.282.i = load i64, ptr %.281.i, align 8, !noalias !3
  %.285.i = getelementptr i64, ptr %a10, i64 %stay.5.i
  %.286.i = load i64, ptr %.285.i, align 8, !noalias !3
  %.287.i = icmp slt i64 %.282.i, %.286.i
  %spec.select.i = zext i1 %.287.i to i64
  br label %B336.i

B336.i:                                           ; preds = %B222.i, %B292.i, %B280.i
  %stay.5253.i = phi i64 [ %stay.5.i, %B292.i ], [ %.182.i, %B280.i ], [ %.182.i, %B222.i ]
  %outside.4.i = phi i64 [ %spec.select.i, %B292.i ], [ 1, %B280.i ], [ 1, %B222.i ]
  %.303.i = icmp sgt i64 %start.2.i, -1
  %.306.i = icmp ne i64 %outside.4.i, 0
  %or.cond.i = and i1 %.303.i, %.306.i
  br i1 %or.cond.i, label %B360.i, label %B436.i

B360.i:                                           ; preds = %B336.i
  %.310.i = getelementptr i8, ptr %a8, i64 %i.2.i
  %.311.i = load i8, ptr %.310.i, align 1, !noalias !3
  %.313.i = icmp eq i8 %.311.i, 0
  br i1 %.313.i, label %B384.i, label %B986.i

B384.i:                                           ; preds = %B360.i
  %.317.i = getelementptr i64, ptr %a5, i64 %i.2.i
  %.318.i = load i64, ptr %.317.i, align 8, !noalias !3
  %.322.i = getelementptr i8, ptr %.317.i, i64 -8
  %.323.i = load i64, ptr %.322.i, align 8, !noalias !3
  %.324.i = sub nsw i64 %.318.i, %.323.i
  %.326.not.i = icmp sgt i64 %.324.i, %a1
  br i1 %.326.not.i, label %B986.i, label %B454.i

B436.i:                                           ; preds = %B336.i
  br i1 %.303.i, label %B986.i, label %B1072.i

B454.i:                                           ; preds = %B384.i
  %.344.i = getelementptr double, ptr %a6, i64 %i.2.i
  %.345.i = load double, ptr %.344.i, align 8, !noalias !3
  %.347.i = fsub double %.345.i, %lat0.1234.i
  %.348.i = fcmp ogt double %.347.i, 2.000000e-03
  %.355.i = fsub double %lat0.1234.i, %.345.i
  %.356.i = fcmp ogt double %.355.i, 2.000000e-03
  %or.cond162.i = or i1 %.348.i, %.356.i
  br i1 %or.cond162.i, label %B534.i, label %B622.i

B534.i:                                           ; preds = %B454.i
  %.365.i = fmul double %.345.i, 0x3F91DF46A2529D39
  %.366.i = tail call double @llvm.cos.f64(double %.365.i)
  %.367.i = fmul double %.366.i, 0x40FB25AED3893EAD
  br label %B622.i

B622.i:                                           ; preds = %B534.i, %B454.i
  %lat0.2.i = phi double [ %.345.i, %B534.i ], [ %lat0.1234.i, %B454.i ]
  %east_m.2.i = phi double [ %.367.i, %B534.i ], [ %east_m.1235.i, %B454.i ]
  %.376.i = add nsw i64 %i.2.i, -1
  %.378.i = getelementptr double, ptr %a6, i64 %.376.i
  %.379.i = load double, ptr %.378.i, align 8, !noalias !3
  %.380.i = fsub double %.345.i, %.379.i
  %.381.i = fmul double %.380.i, 0x40FB25AED3893EAD
  %.384.i = getelementptr double, ptr %a7, i64 %i.2.i
  %.385.i = load double, ptr %.384.i, align 8, !noalias !3
  %.389.i = getelementptr double, ptr %a7, i64 %.376.i
  %.390.i = load double, ptr %.389.i, align 8, !noalias !3
  %.391.i = fsub double %.385.i, %.390.i
  %.393.i = fmul double %east_m.2.i, %.391.i
  %.394.i = fmul double %.381.i, %.381.i
  %.395.i = fmul double %.393.i, %.393.i
  %.396.i = fadd double %.394.i, %.395.i
  %sqrt.i = tail call double @llvm.sqrt.f64(double %.396.i)
  %.402.i = fcmp olt double %sqrt.i, 2.000000e+03
  %0 = tail call double @llvm.fabs.f64(double %lat0.2.i)
  %1 = fcmp olt double %0, 8.000000e+01
  %or.cond167.i = select i1 %.402.i, i1 %1, i1 false
  br i1 %or.cond167.i, label %B954.i, label %B860.i

B860.i:                                           ; preds = %B622.i
  %.9.i.i = fmul double %.380.i, 5.000000e-01
  %.10.i.i = fmul double %.9.i.i, 0x3F91DF46A2529D39
  %.11.i.i = tail call double @llvm.sin.f64(double %.10.i.i)
  %.13.i.i = fmul double %.391.i, 5.000000e-01
  %.14.i.i = fmul double %.13.i.i, 0x3F91DF46A2529D39
  %.15.i.i = tail call double @llvm.sin.f64(double %.14.i.i)
  %.16.i.i = fmul double %.11.i.i, %.11.i.i
  %.17.i.i = fmul double %.379.i, 0x3F91DF46A2529D39
  %.18.i.i = tail call double @llvm.cos.f64(double %.17.i.i)
  %.19.i.i = fmul double %.345.i, 0x3F91DF46A2529D39
  %.20.i.i = tail call double @llvm.cos.f64(double %.19.i.i)
  %.21.i.i = fmul double %.20.i.i, %.18.i.i
  %.22.i.i = fmul double %.21.i.i, %.15.i.i
  %.23.i.i = fmul double %.15.i.i, %.22.i.i
  %.24.i.i = fadd double %.16.i.i, %.23.i.i
  %.30.i.i = fcmp olt double %.24.i.i, 1.000000e+00
  %.24..i.i = select i1 %.30.i.i, double %.24.i.i, double 1.000000e+00
  %.54.i.i = tail call double @sqrt(double %.24..i.i)
  %.59.i.i = tail call double @asin(double %.54.i.i)
  %.63.i.i = fmul double %.59.i.i, 1.274200e+07
  br label %B954.i

B954.i:                                           ; preds = %B860.i, %B622.i
  %"$phi954.2.2.i" = phi double [ %.63.i.i, %B860.i ], [ %sqrt.i, %B622.i ]
  %.484.i = fadd double %walked.2.i, %"$phi954.2.2.i"
  %.492.i = add nsw i64 %i.2.i, 1
  br label %B158.preheader.i

B986.i:                                           ; preds = %B436.i, %B384.i, %B360.i, %B336.thread.i
  %stay.4173182.i = phi i64 [ %stay.2.i, %B336.thread.i ], [ %stay.5253.i, %B436.i ], [ %stay.5253.i, %B384.i ], [ %stay.5253.i, %B360.i ]
  %outside.4174180.i = phi i64 [ 0, %B336.thread.i ], [ %outside.4.i, %B436.i ], [ 1, %B384.i ], [ 1, %B360.i ]
  %.306176178.i = phi i1 [ false, %B336.thread.i ], [ %.306.i, %B436.i ], [ true, %B384.i ], [ true, %B360.i ]
  %.501.i = sub nsw i64 %i.2.i, %start.2.i
  %.502.i = icmp sgt i64 %.501.i, 1
  %.505.i = fcmp ogt double %walked.2.i, 0.000000e+00
  %or.cond1.i = select i1 %.502.i, i1 %.505.i, i1 false
  br i1 %or.cond1.i, label %B1016.i, label %B1072.i

B1016.i:                                          ; preds = %B986.i
  %.510.i = getelementptr i64, ptr %a12, i64 %found.2.i
  store i64 %start.2.i, ptr %.510.i, align 8, !noalias !3
  %.515.i = add nsw i64 %i.2.i, -1
  %.518.i = getelementptr i64, ptr %a13, i64 %found.2.i
  store i64 %.515.i, ptr %.518.i, align 8, !noalias !3
  %.523.i = getelementptr double, ptr %a14, i64 %found.2.i
  store double %walked.2.i, ptr %.523.i, align 8, !noalias !3
  %.530.i = getelementptr i64, ptr %a15, i64 %found.2.i
  store i64 %silences.2.i, ptr %.530.i, align 8, !noalias !3
  %.533.i = add nsw i64 %found.2.i, 1
  br label %B1072.i

B1072.i:                                          ; preds = %B1016.i, %B986.i, %B436.i
  %stay.4173181.i = phi i64 [ %stay.4173182.i, %B1016.i ], [ %stay.4173182.i, %B986.i ], [ %stay.5253.i, %B436.i ]
  %outside.4174179.i = phi i64 [ %outside.4174180.i, %B1016.i ], [ %outside.4174180.i, %B986.i ], [ %outside.4.i, %B436.i ]
  %.306176177.i = phi i1 [ %.306176178.i, %B1016.i ], [ %.306176178.i, %B986.i ], [ %.306.i, %B436.i ]
  %found.4.i = phi i64 [ %.533.i, %B1016.i ], [ %found.2.i, %B986.i ], [ %found.2.i, %B436.i ]
  %cond.fr198.i = freeze i1 %.306176177.i
  %.547.i = icmp sgt i64 %i.2.i, %.188.i
  %or.cond164.i = and i1 %.231.i, %.547.i
  br i1 %or.cond164.i, label %B1096.i, label %B1198.i

B1096.i:                                          ; preds = %B1072.i
  %.551.i = getelementptr i64, ptr %a5, i64 %i.2.i
  %.552.i = load i64, ptr %.551.i, align 8, !noalias !3
  %.556.i = getelementptr i8, ptr %.551.i, i64 -8
  %.557.i = load i64, ptr %.556.i, align 8, !noalias !3
  %.558.i = sub nsw i64 %.552.i, %.557.i
  %.560.i = icmp sgt i64 %.558.i, %a1
  br i1 %.560.i, label %B1178.thread.i, label %B1144.i

B1144.i:                                          ; preds = %B1096.i
  br i1 %.566.i, label %B1178.i, label %B1178.thread195.i

B1178.i:                                          ; preds = %B1144.i
  %.572.i = getelementptr i8, ptr %a9, i64 %i.2.i
  %.573.i = load i8, ptr %.572.i, align 1, !noalias !3
  %.573.fr.i = freeze i8 %.573.i
  %.575.not.i = icmp eq i8 %.573.fr.i, 0
  br i1 %.575.not.i, label %B1178.thread195.i, label %B1178.thread.i

B1178.thread.i:                                   ; preds = %B1178.i, %B1096.i
  br label %B1178.thread195.i

B1178.thread195.i:                                ; preds = %B1178.thread.i, %B1178.i, %B1144.i
  %2 = phi i64 [ 1, %B1178.thread.i ], [ 0, %B1178.i ], [ 0, %B1144.i ]
  %.604.i = add nsw i64 %2, %silences.2.i
  br i1 %cond.fr198.i, label %3, label %B1198.thread.i

B1198.i:                                          ; preds = %B1072.i
  br i1 %cond.fr198.i, label %3, label %B1198.thread.i

3:                                                ; preds = %B1198.i, %B1178.thread195.i
  %silences.4213.i = phi i64 [ %.604.i, %B1178.thread195.i ], [ %silences.2.i, %B1198.i ]
  br label %B1198.thread.i

B1198.thread.i:                                   ; preds = %3, %B1198.i, %B1178.thread195.i, %B336.thread.i
  %silences.4208.i = phi i64 [ %silences.4213.i, %3 ], [ %silences.2.i, %B1198.i ], [ %.604.i, %B1178.thread195.i ], [ %silences.2.i, %B336.thread.i ]
  %stay.4173181189207.i = phi i64 [ %stay.4173181.i, %3 ], [ %stay.4173181.i, %B1198.i ], [ %stay.4173181.i, %B1178.thread195.i ], [ %stay.2.i, %B336.thread.i ]
  %outside.4174179190206.i = phi i64 [ %outside.4174179.i, %3 ], [ %outside.4174179.i, %B1198.i ], [ %outside.4174179.i, %B1178.thread195.i ], [ 0, %B336.thread.i ]
  %found.4192205.i = phi i64 [ %found.4.i, %3 ], [ %found.4.i, %B1198.i ], [ %found.4.i, %B1178.thread195.i ], [ %found.2.i, %B336.thread.i ]
  %4 = phi i64 [ %i.2.i, %3 ], [ -1, %B1198.i ], [ -1, %B1178.thread195.i ], [ -1, %B336.thread.i ]
  %.631.i = add nsw i64 %i.2.i, 1
  %.635.i = icmp eq i64 %outside.4174179190206.i, 0
  %.641.i = icmp slt i64 %.631.i, %.195.i
  %or.cond165.i = select i1 %.635.i, i1 %.641.i, i1 false
  br i1 %or.cond165.i, label %B1256.i, label %B1456.i

B1256.i:                                          ; preds = %B1198.thread.i
  %.645.i = getelementptr i64, ptr %a11, i64 %stay.4173181189207.i
  %.646.i = load i64, ptr %.645.i, align 8, !noalias !3
  %.656.i = getelementptr i64, ptr %a5, i64 %.631.i
  %.657.i = load i64, ptr %.656.i, align 8, !noalias !3
  %.659.not.i = icmp sgt i64 %.657.i, %.646.i
  br i1 %.659.not.i, label %B1456.i, label %B1308.i

B1308.i:                                          ; preds = %B1256.i, %B1432.i
  %.667.i = phi i64 [ %.736.i, %B1432.i ], [ %.657.i, %B1256.i ]
  %silences.6.i = phi i64 [ %.718.i, %B1432.i ], [ %silences.4208.i, %B1256.i ]
  %i.5.i = phi i64 [ %.726.i, %B1432.i ], [ %.631.i, %B1256.i ]
  %.666.i = getelementptr i64, ptr %a5, i64 %i.5.i
  %.671.i = getelementptr i8, ptr %.666.i, i64 -8
  %.672.i = load i64, ptr %.671.i, align 8, !noalias !3
  %.673.i = sub nsw i64 %.667.i, %.672.i
  %.675.i = icmp sgt i64 %.673.i, %a1
  br i1 %.675.i, label %B1390.thread.i, label %B1356.i

B1356.i:                                          ; preds = %B1308.i
  br i1 %.566.i, label %B1390.i, label %B1390.thread217.i

B1390.i:                                          ; preds = %B1356.i
  %.687.i = getelementptr i8, ptr %a9, i64 %i.5.i
  %.688.i = load i8, ptr %.687.i, align 1, !noalias !3
  %.688.fr.i = freeze i8 %.688.i
  %.690.not.i = icmp eq i8 %.688.fr.i, 0
  br i1 %.690.not.i, label %B1390.thread217.i, label %B1390.thread.i

B1390.thread.i:                                   ; preds = %B1390.i, %B1308.i
  br label %B1390.thread217.i

B1390.thread217.i:                                ; preds = %B1390.thread.i, %B1390.i, %B1356.i
  %5 = phi i64 [ 1, %B1390.thread.i ], [ 0, %B1390.i ], [ 0, %B1356.i ]
  %.718.i = add nsw i64 %5, %silences.6.i
  %exitcond248.not.i = icmp eq i64 %i.5.i, %7
  br i1 %exitcond248.not.i, label %B1456.i, label %B1432.i

B1432.i:                                          ; preds = %B1390.thread217.i
  %.726.i = add i64 %i.5.i, 1
  %.735.i = getelementptr i64, ptr %a5, i64 %.726.i
  %.736.i = load i64, ptr %.735.i, align 8, !noalias !3
  %.738.not.i = icmp sgt i64 %.736.i, %.646.i
  br i1 %.738.not.i, label %B1456.i, label %B1308.i

B1456.i:                                          ; preds = %B1432.i, %B1390.thread217.i, %B1256.i, %B1198.thread.i
  %silences.5.i = phi i64 [ %silences.4208.i, %B1256.i ], [ %silences.4208.i, %B1198.thread.i ], [ %.718.i, %B1390.thread217.i ], [ %.718.i, %B1432.i ]
  %i.4.i = phi i64 [ %.631.i, %B1256.i ], [ %.631.i, %B1198.thread.i ], [ %.726.i, %B1432.i ], [ %.195.i, %B1390.thread217.i ]
  %.749.not.i = icmp sgt i64 %i.4.i, %.195.i
  br i1 %.749.not.i, label %B1470.i, label %B158.i

B1470.i:                                          ; preds = %B1456.i, %B40.if.i
  %found.3.i = phi i64 [ %found.0240.i, %B40.if.i ], [ %found.4192205.i, %B1456.i ]
  %exitcond249.not.i = icmp eq i64 %.148.i, %a0
  br i1 %exitcond249.not.i, label %find_legs.0.exit, label %B40.if.i

B40.if.i:                                         ; preds = %B1470.i, %B40.if.lr.ph.i
  %found.0240.i = phi i64 [ 0, %B40.if.lr.ph.i ], [ %found.3.i, %B1470.i ]
  %.76.0239.i = phi i64 [ 0, %B40.if.lr.ph.i ], [ %.148.i, %B1470.i ]
  %.148.i = add nuw nsw i64 %.76.0239.i, 1
  %.181.i = getelementptr i64, ptr %a4, i64 %.148.i
  %.182.i = load i64, ptr %.181.i, align 8, !noalias !3
  %.187.i = getelementptr i64, ptr %a3, i64 %.76.0239.i
  %.188.i = load i64, ptr %.187.i, align 8, !noalias !3
  %.194.i = getelementptr i64, ptr %a3, i64 %.148.i
  %.195.i = load i64, ptr %.194.i, align 8, !noalias !3
  %.221.not228.i = icmp sgt i64 %.188.i, %.195.i
  br i1 %.221.not228.i, label %B1470.i, label %B158.preheader.preheader.i

B158.preheader.preheader.i:                       ; preds = %B40.if.i
  %.174.i = getelementptr i64, ptr %a4, i64 %.76.0239.i
  %.175.i = load i64, ptr %.174.i, align 8, !noalias !3
  %6 = add i64 %.182.i, -1
  %7 = add i64 %.195.i, -1
  br label %B158.preheader.i

find_legs.0.exit:                                 ; preds = %B1470.i, %done
  %found.0.lcssa.i = phi i64 [ 0, %done ], [ %found.3.i, %B1470.i ]
  ret i64 %found.0.lcssa.i
}

declare double @llvm.sqrt.f64(double)

define i64 @join_legs(i64 %a0, i64 %a1, i64 %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr writeonly %a12, ptr writeonly %a13, ptr writeonly %a14, ptr writeonly %a15, ptr writeonly %a16, ptr writeonly %a17, ptr %a18, ptr %a19) {
done:
  %.147248.not.i = icmp slt i64 %a0, 1
  br i1 %.147248.not.i, label %join_legs.0.exit, label %B40.if.i

B130.i:                                           ; preds = %B40.if.i
  %.233.i = getelementptr i64, ptr %a4, i64 %.160.i
  %.234.i = load i64, ptr %.233.i, align 8, !noalias !6
  %.236.i = icmp slt i64 %.198.i, %.234.i
  br i1 %.236.i, label %B162.preheader.i, label %B982.i

B162.preheader.i:                                 ; preds = %B40.if.i, %B130.i
  %.244.i = getelementptr i64, ptr %a4, i64 %.160.i
  br label %B162.i

B162.i:                                           ; preds = %B162.i.backedge, %B162.preheader.i
  %.253.i = phi i1 [ %.228.i, %B162.preheader.i ], [ %.617.i, %B162.i.backedge ]
  %found.1.i = phi i64 [ %found.0251.i, %B162.preheader.i ], [ %found.3239.i, %B162.i.backedge ]
  %stay.1.i = phi i64 [ %.191.i, %B162.preheader.i ], [ %stay.3.i, %B162.i.backedge ]
  %leg.1.i = phi i64 [ %.198.i, %B162.preheader.i ], [ %leg.3.i, %B162.i.backedge ]
  %is_open.1.i = phi i64 [ 0, %B162.preheader.i ], [ %is_open.4.i, %B162.i.backedge ]
  %legs.1.i = phi i64 [ 0, %B162.preheader.i ], [ %legs.3.i, %B162.i.backedge ]
  %before.1.i = phi i64 [ -1, %B162.preheader.i ], [ %stay.1.196.i, %B162.i.backedge ]
  %ended.1.i = phi i64 [ 0, %B162.preheader.i ], [ %"$phi352.1.3231.i", %B162.i.backedge ]
  %spell.1.i = phi i64 [ -1, %B162.preheader.i ], [ %"$phi396.1.3.i", %B162.i.backedge ]
  %.245.i = load i64, ptr %.244.i, align 8, !noalias !6
  %.247.i = icmp eq i64 %leg.1.i, %.245.i
  br i1 %.247.i, label %1, label %B196.i

B196.i:                                           ; preds = %B162.i
  br i1 %.253.i, label %B226.i, label %0

B226.i:                                           ; preds = %B196.i
  %.259.i = getelementptr i64, ptr %a5, i64 %stay.1.i
  %.260.i = load i64, ptr %.259.i, align 8, !noalias !6
  %.263.i = getelementptr i64, ptr %a8, i64 %leg.1.i
  %.264.i = load i64, ptr %.263.i, align 8, !noalias !6
  %.265.not.i = icmp sgt i64 %.260.i, %.264.i
  br i1 %.265.not.i, label %0, label %1

0:                                                ; preds = %B226.i, %B196.i
  %.283203.i = getelementptr i64, ptr %a8, i64 %leg.1.i
  %.307.i = getelementptr i64, ptr %a9, i64 %leg.1.i
  %.331.i = getelementptr i64, ptr %a10, i64 %leg.1.i
  br label %2

1:                                                ; preds = %B226.i, %B162.i
  %.275.i = getelementptr i64, ptr %a5, i64 %stay.1.i
  %.299209.i = getelementptr i64, ptr %a6, i64 %stay.1.i
  %.323223.i = getelementptr i64, ptr %a7, i64 %stay.1.i
  br label %2

2:                                                ; preds = %1, %0
  %"$phi352.1.3231.in.i" = phi ptr [ %.299209.i, %1 ], [ %.307.i, %0 ]
  %.523205211229.i = phi i1 [ false, %1 ], [ true, %0 ]
  %.271204213227.i = phi i1 [ true, %1 ], [ false, %0 ]
  %"$phi308.1.3215225.in.i" = phi ptr [ %.275.i, %1 ], [ %.283203.i, %0 ]
  %3 = phi ptr [ %.323223.i, %1 ], [ %.331.i, %0 ]
  %"$phi308.1.3215225.i" = load i64, ptr %"$phi308.1.3215225.in.i", align 8, !noalias !6
  %"$phi352.1.3231.i" = load i64, ptr %"$phi352.1.3231.in.i", align 8, !noalias !6
  %"$phi396.1.3.i" = load i64, ptr %3, align 8, !noalias !6
  %.344.i = icmp ne i64 %"$phi396.1.3.i", %spell.1.i
  %.350.i = sub nsw i64 %"$phi308.1.3215225.i", %ended.1.i
  %.354.not.i = icmp sgt i64 %.350.i, %a1
  %or.cond194.i = select i1 %.344.i, i1 true, i1 %.354.not.i
  %not.or.cond194.i = xor i1 %or.cond194.i, true
  %.375.i = sub nsw i64 %"$phi352.1.3231.i", %"$phi308.1.3215225.i"
  %.377.i = icmp sgt i64 %.375.i, %a2
  %or.cond195.i = select i1 %.271204213227.i, i1 %.377.i, i1 false
  %.393.not.i = icmp eq i64 %is_open.1.i, 0
  br i1 %.393.not.i, label %B578.i, label %B486.i

B486.i:                                           ; preds = %2
  %or.cond.i = or i1 %or.cond194.i, %or.cond195.i
  br i1 %or.cond.i, label %B510.i, label %B666.i

B510.i:                                           ; preds = %B486.i
  %or.cond1.i = and i1 %or.cond195.i, %not.or.cond194.i
  %stay.1..i = select i1 %or.cond1.i, i64 %stay.1.i, i64 -1
  %.420.i = getelementptr i64, ptr %a13, i64 %found.1.i
  store i64 %stay.1..i, ptr %.420.i, align 8, !noalias !6
  %.425.i = icmp sgt i64 %legs.1.i, 0
  %"$phi568.2.4.i" = zext i1 %.425.i to i64
  %.442.i = add nsw i64 %found.1.i, %"$phi568.2.4.i"
  br label %B578.i

B578.i:                                           ; preds = %B510.i, %2
  %found.3.i = phi i64 [ %.442.i, %B510.i ], [ %found.1.i, %2 ]
  br i1 %or.cond195.i, label %B808.i, label %B602.i

B602.i:                                           ; preds = %B578.i
  %before.1..i = select i1 %or.cond194.i, i64 -1, i64 %before.1.i
  %.482.i = getelementptr i64, ptr %a12, i64 %found.3.i
  store i64 %before.1..i, ptr %.482.i, align 8, !noalias !6
  %.489.i = getelementptr i64, ptr %a17, i64 %found.3.i
  store i64 %"$phi308.1.3215225.i", ptr %.489.i, align 8, !noalias !6
  %.496.i = getelementptr i64, ptr %a18, i64 %found.3.i
  store i64 %"$phi352.1.3231.i", ptr %.496.i, align 8, !noalias !6
  %.500.i = getelementptr double, ptr %a19, i64 %found.3.i
  store double 0.000000e+00, ptr %.500.i, align 8, !noalias !6
  br label %B666.i

B666.i:                                           ; preds = %B602.i, %B486.i
  %found.3238243.i = phi i64 [ %found.3.i, %B602.i ], [ %found.1.i, %B486.i ]
  %legs.4.i = phi i64 [ 0, %B602.i ], [ %legs.1.i, %B486.i ]
  %.511.i = getelementptr i64, ptr %a18, i64 %found.3238243.i
  %.512.i = load i64, ptr %.511.i, align 8, !noalias !6
  %.514.i = icmp sgt i64 %"$phi352.1.3231.i", %.512.i
  br i1 %.514.i, label %B690.i, label %B700.i

B690.i:                                           ; preds = %B666.i
  store i64 %"$phi352.1.3231.i", ptr %.511.i, align 8, !noalias !6
  br label %B700.i

B700.i:                                           ; preds = %B690.i, %B666.i
  br i1 %.523205211229.i, label %B712.i, label %B808.i

B712.i:                                           ; preds = %B700.i
  %.526.i = icmp eq i64 %legs.4.i, 0
  br i1 %.526.i, label %B724.i, label %B734.i

B724.i:                                           ; preds = %B712.i
  %.531.i = getelementptr i64, ptr %a14, i64 %found.3238243.i
  store i64 %leg.1.i, ptr %.531.i, align 8, !noalias !6
  br label %B734.i

B734.i:                                           ; preds = %B724.i, %B712.i
  %.537.i = getelementptr i64, ptr %a15, i64 %found.3238243.i
  store i64 %leg.1.i, ptr %.537.i, align 8, !noalias !6
  %.540.i = add nsw i64 %legs.4.i, 1
  %.546.i = getelementptr i64, ptr %a16, i64 %found.3238243.i
  store i64 %.540.i, ptr %.546.i, align 8, !noalias !6
  %.550.i = getelementptr double, ptr %a19, i64 %found.3238243.i
  %.551.i = load double, ptr %.550.i, align 8, !noalias !6
  %.554.i = getelementptr double, ptr %a11, i64 %leg.1.i
  %.555.i = load double, ptr %.554.i, align 8, !noalias !6
  %.556.i = fadd double %.551.i, %.555.i
  store double %.556.i, ptr %.550.i, align 8, !noalias !6
  br label %B808.i

B808.i:                                           ; preds = %B734.i, %B700.i, %B578.i
  %found.3239.i = phi i64 [ %found.3238243.i, %B734.i ], [ %found.3238243.i, %B700.i ], [ %found.3.i, %B578.i ]
  %.640.i = phi i1 [ true, %B734.i ], [ true, %B700.i ], [ false, %B578.i ]
  %is_open.4.i = phi i64 [ 1, %B734.i ], [ 1, %B700.i ], [ 0, %B578.i ]
  %legs.3.i = phi i64 [ %.540.i, %B734.i ], [ %legs.4.i, %B700.i ], [ %legs.1.i, %B578.i ]
  %stay.1.196.i = select i1 %or.cond195.i, i64 %stay.1.i, i64 -1
  %.602.i = zext i1 %.271204213227.i to i64
  %stay.3.i = add nsw i64 %stay.1.i, %.602.i
  %not..271204213227.i = xor i1 %.271204213227.i, true
  %.607.i = zext i1 %not..271204213227.i to i64
  %leg.3.i = add nsw i64 %leg.1.i, %.607.i
  %.615.i = load i64, ptr %.225.i, align 8, !noalias !6
  %.617.i = icmp slt i64 %stay.3.i, %.615.i
  br i1 %.617.i, label %B162.i.backedge, label %B902.i

B902.i:                                           ; preds = %B808.i
  %.623.i = load i64, ptr %.244.i, align 8, !noalias !6
  %.625.i = icmp slt i64 %leg.3.i, %.623.i
  br i1 %.625.i, label %B162.i.backedge, label %B934.i

B162.i.backedge:                                  ; preds = %B902.i, %B808.i
  br label %B162.i

B934.i:                                           ; preds = %B902.i
  br i1 %.640.i, label %B946.i, label %B982.i

B946.i:                                           ; preds = %B934.i
  %.646.i = getelementptr i64, ptr %a13, i64 %found.3239.i
  store i64 -1, ptr %.646.i, align 8, !noalias !6
  %.649.i = icmp sgt i64 %legs.3.i, 0
  %..i = zext i1 %.649.i to i64
  %.668.i = add nsw i64 %found.3239.i, %..i
  br label %B982.i

B982.i:                                           ; preds = %B946.i, %B934.i, %B130.i
  %found.4.i = phi i64 [ %.668.i, %B946.i ], [ %found.3239.i, %B934.i ], [ %found.0251.i, %B130.i ]
  %exitcond.not.i = icmp eq i64 %a0, %.160.i
  br i1 %exitcond.not.i, label %join_legs.0.exit, label %B40.if.i

B40.if.i:                                         ; preds = %done, %B982.i
  %found.0251.i = phi i64 [ %found.4.i, %B982.i ], [ 0, %done ]
  %.88.0249.i = phi i64 [ %.160.i, %B982.i ], [ 0, %done ]
  %.160.i = add nuw nsw i64 %.88.0249.i, 1
  %.190.i = getelementptr i64, ptr %a3, i64 %.88.0249.i
  %.191.i = load i64, ptr %.190.i, align 8, !noalias !6
  %.197.i = getelementptr i64, ptr %a4, i64 %.88.0249.i
  %.198.i = load i64, ptr %.197.i, align 8, !noalias !6
  %.225.i = getelementptr i64, ptr %a3, i64 %.160.i
  %.226.i = load i64, ptr %.225.i, align 8, !noalias !6
  %.228.i = icmp slt i64 %.191.i, %.226.i
  br i1 %.228.i, label %B162.preheader.i, label %B130.i

join_legs.0.exit:                                 ; preds = %B982.i, %done
  %found.0.lcssa.i = phi i64 [ 0, %done ], [ %found.4.i, %B982.i ]
  ret i64 %found.0.lcssa.i
}

define i64 @find_spikes(i64 %a0, double %a1, i64 %a2, i64 %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr %a8) {
done:
  %.114285.not.i = icmp slt i64 %a0, 1
  br i1 %.114285.not.i, label %find_spikes.0.exit, label %B40.if.i

B38.loopexit.i:                                   ; preds = %B855.i, %B40.if.i
  %found.1.lcssa.i = phi i64 [ %found.0288.i, %B40.if.i ], [ %found.2.i, %B855.i ]
  %exitcond.not.i = icmp eq i64 %a0, %.127.i
  br i1 %exitcond.not.i, label %find_spikes.0.exit, label %B40.if.i

B156.i:                                           ; preds = %B126.if.i
  %.300.i = getelementptr double, ptr %a6, i64 %before.1283.i
  %.301.i = load double, ptr %.300.i, align 8, !noalias !9
  %.304.i = getelementptr double, ptr %a7, i64 %before.1283.i
  %.305.i = load double, ptr %.304.i, align 8, !noalias !9
  %.308.i = getelementptr double, ptr %a6, i64 %.190.0281.i
  %.309.i = load double, ptr %.308.i, align 8, !noalias !9
  %.312.i = getelementptr double, ptr %a7, i64 %.190.0281.i
  %.313.i = load double, ptr %.312.i, align 8, !noalias !9
  %.8.i.i = fsub double %.309.i, %.301.i
  %.9.i.i = fmul double %.8.i.i, 5.000000e-01
  %.10.i.i = fmul double %.9.i.i, 0x3F91DF46A2529D39
  %.11.i.i = tail call double @llvm.sin.f64(double %.10.i.i)
  %.12.i.i = fsub double %.313.i, %.305.i
  %.13.i.i = fmul double %.12.i.i, 5.000000e-01
  %.14.i.i = fmul double %.13.i.i, 0x3F91DF46A2529D39
  %.15.i.i = tail call double @llvm.sin.f64(double %.14.i.i)
  %.16.i.i = fmul double %.11.i.i, %.11.i.i
  %.17.i.i = fmul double %.301.i, 0x3F91DF46A2529D39
  %.18.i.i = tail call double @llvm.cos.f64(double %.17.i.i)
  %.19.i.i = fmul double %.309.i, 0x3F91DF46A2529D39
  %.20.i.i = tail call double @llvm.cos.f64(double %.19.i.i)
  %.21.i.i = fmul double %.18.i.i, %.20.i.i
  %.22.i.i = fmul double %.21.i.i, %.15.i.i
  %.23.i.i = fmul double %.15.i.i, %.22.i.i
  %.24.i.i = fadd double %.16.i.i, %.23.i.i
  %.30.i.i = fcmp olt double %.24.i.i, 1.000000e+00
  %.24..i.i = select i1 %.30.i.i, double %.24.i.i, double 1.000000e+00
  %.54.i.i = tail call double @sqrt(double %.24..i.i)
  %.59.i.i = tail call double @asin(double %.54.i.i)
  %.63.i.i = fmul double %.59.i.i, 1.274200e+07
  %.343.i = getelementptr i64, ptr %a5, i64 %.190.0281.i
  %.344.i = load i64, ptr %.343.i, align 8, !noalias !9
  %.347.i = getelementptr i64, ptr %a5, i64 %before.1283.i
  %.348.i = load i64, ptr %.347.i, align 8, !noalias !9
  %.349.i = sub nsw i64 %.344.i, %.348.i
  %.350.i = sitofp i64 %.349.i to double
  %.351.i = fmul double %.350.i, 0x3EB0C6F7A0B5ED8D
  %.353.i = fmul double %a1, %.351.i
  %.355.i = fcmp ole double %.63.i.i, %.353.i
  %.413.i = sub i64 %.158.i, %.260.i
  %.456271.not.i = icmp slt i64 %.413.i, 1
  %or.cond298.i = or i1 %.456271.not.i, %.355.i
  br i1 %or.cond298.i, label %B855.i, label %B350.endif.i

B372.i:                                           ; preds = %B350.endif.i
  %.505.i = getelementptr i64, ptr %a5, i64 %.400.0272.i
  %.506.i = load i64, ptr %.505.i, align 8, !noalias !9
  %.511.i = sub nsw i64 %.506.i, %.344.i
  %.513.i = icmp sgt i64 %.511.i, %a3
  br i1 %.513.i, label %B855.i, label %B418.i

B418.i:                                           ; preds = %B372.i
  %.532.i = getelementptr double, ptr %a6, i64 %.400.0272.i
  %.533.i = load double, ptr %.532.i, align 8, !noalias !9
  %.536.i = getelementptr double, ptr %a7, i64 %.400.0272.i
  %.537.i = load double, ptr %.536.i, align 8, !noalias !9
  %.8.i210.i = fsub double %.533.i, %.301.i
  %.9.i211.i = fmul double %.8.i210.i, 5.000000e-01
  %.10.i212.i = fmul double %.9.i211.i, 0x3F91DF46A2529D39
  %.11.i213.i = tail call double @llvm.sin.f64(double %.10.i212.i)
  %.12.i214.i = fsub double %.537.i, %.305.i
  %.13.i215.i = fmul double %.12.i214.i, 5.000000e-01
  %.14.i216.i = fmul double %.13.i215.i, 0x3F91DF46A2529D39
  %.15.i217.i = tail call double @llvm.sin.f64(double %.14.i216.i)
  %.16.i218.i = fmul double %.11.i213.i, %.11.i213.i
  %.19.i221.i = fmul double %.533.i, 0x3F91DF46A2529D39
  %.20.i222.i = tail call double @llvm.cos.f64(double %.19.i221.i)
  %.21.i223.i = fmul double %.18.i.i, %.20.i222.i
  %.22.i224.i = fmul double %.21.i223.i, %.15.i217.i
  %.23.i225.i = fmul double %.15.i217.i, %.22.i224.i
  %.24.i226.i = fadd double %.16.i218.i, %.23.i225.i
  %.30.i227.i = fcmp olt double %.24.i226.i, 1.000000e+00
  %.24..i228.i = select i1 %.30.i227.i, double %.24.i226.i, double 1.000000e+00
  %.54.i229.i = tail call double @sqrt(double %.24..i228.i)
  %.59.i230.i = tail call double @asin(double %.54.i229.i)
  %.63.i231.i = fmul double %.59.i230.i, 1.274200e+07
  %.8.i232.i = fsub double %.533.i, %.569.i
  %.9.i233.i = fmul double %.8.i232.i, 5.000000e-01
  %.10.i234.i = fmul double %.9.i233.i, 0x3F91DF46A2529D39
  %.11.i235.i = tail call double @llvm.sin.f64(double %.10.i234.i)
  %.12.i236.i = fsub double %.537.i, %.574.i
  %.13.i237.i = fmul double %.12.i236.i, 5.000000e-01
  %.14.i238.i = fmul double %.13.i237.i, 0x3F91DF46A2529D39
  %.15.i239.i = tail call double @llvm.sin.f64(double %.14.i238.i)
  %.16.i240.i = fmul double %.11.i235.i, %.11.i235.i
  %.17.i241.i = fmul double %.569.i, 0x3F91DF46A2529D39
  %.18.i242.i = tail call double @llvm.cos.f64(double %.17.i241.i)
  %.21.i245.i = fmul double %.18.i242.i, %.20.i222.i
  %.22.i246.i = fmul double %.21.i245.i, %.15.i239.i
  %.23.i247.i = fmul double %.15.i239.i, %.22.i246.i
  %.24.i248.i = fadd double %.16.i240.i, %.23.i247.i
  %.30.i249.i = fcmp olt double %.24.i248.i, 1.000000e+00
  %.24..i250.i = select i1 %.30.i249.i, double %.24.i248.i, double 1.000000e+00
  %.54.i251.i = tail call double @sqrt(double %.24..i250.i)
  %.59.i252.i = tail call double @asin(double %.54.i251.i)
  %.63.i253.i = fmul double %.59.i252.i, 1.274200e+07
  %.614.i = getelementptr i8, ptr %.505.i, i64 -8
  %.615.i = load i64, ptr %.614.i, align 8, !noalias !9
  %.616.i = sub nsw i64 %.506.i, %.615.i
  %.618.i = sitofp i64 %.616.i to double
  %.619.i = fmul double %a1, %.618.i
  %.620.i = fmul double %.619.i, 0x3EB0C6F7A0B5ED8D
  %.621.i = fcmp ogt double %.63.i253.i, %.620.i
  br i1 %.621.i, label %B716.i, label %B746.i

B716.i:                                           ; preds = %B418.i
  %.630.i = sub nsw i64 %.506.i, %.348.i
  %.632.i = sitofp i64 %.630.i to double
  %.633.i = fmul double %a1, %.632.i
  %.634.i = fmul double %.633.i, 0x3EB0C6F7A0B5ED8D
  %.636.i = fcmp ugt double %.63.i231.i, %.634.i
  %.646.i = fmul double %.63.i231.i, 4.000000e+00
  %.648.i = fcmp ugt double %.646.i, %farthest.3274.i
  %or.cond.i = select i1 %.636.i, i1 true, i1 %.648.i
  br i1 %or.cond.i, label %B746.i, label %B768.i

B746.i:                                           ; preds = %B716.i, %B418.i
  %.668.i = fcmp ogt double %.63.i231.i, %farthest.3274.i
  %.552.farthest.3.i = select i1 %.668.i, double %.63.i231.i, double %farthest.3274.i
  %.456.i = icmp ugt i64 %.403.0273.i, 1
  br i1 %.456.i, label %B350.endif.i, label %B855.i

B768.i:                                           ; preds = %B716.i
  %.700.i = icmp sgt i64 %.400.0272.i, 0
  br i1 %.700.i, label %B780.i, label %B855.i

B780.i:                                           ; preds = %B768.i
  %.787275.not.i = icmp slt i64 %.499.i, 1
  br i1 %.787275.not.i, label %B855.i, label %B812.if.preheader.i

B812.if.preheader.i:                              ; preds = %B780.i
  tail call void @llvm.memset.p0.i64(ptr nonnull align 1 %scevgep.i, i8 1, i64 %.499.i, i1 false), !noalias !9
  br label %B855.i

B855.i:                                           ; preds = %B350.endif.i, %B746.i, %B372.i, %B126.if.i, %B812.if.preheader.i, %B780.i, %B768.i, %B156.i
  %found.2.i = phi i64 [ %indvars.iv.i, %B812.if.preheader.i ], [ %found.1282.i, %B126.if.i ], [ %found.1282.i, %B156.i ], [ %found.1282.i, %B768.i ], [ %found.1282.i, %B780.i ], [ %found.1282.i, %B372.i ], [ %found.1282.i, %B746.i ], [ %found.1282.i, %B350.endif.i ]
  %before.2.i = phi i64 [ %before.1283.i, %B812.if.preheader.i ], [ %before.1283.i, %B126.if.i ], [ %.190.0281.i, %B156.i ], [ %.190.0281.i, %B768.i ], [ %before.1283.i, %B780.i ], [ %.190.0281.i, %B372.i ], [ %.190.0281.i, %B746.i ], [ %.190.0281.i, %B350.endif.i ]
  %.247.i = icmp sgt i64 %.193.0280.i, 1
  br i1 %.247.i, label %B126.if.i, label %B38.loopexit.i

B40.if.i:                                         ; preds = %done, %B38.loopexit.i
  %found.0288.i = phi i64 [ %found.1.lcssa.i, %B38.loopexit.i ], [ 0, %done ]
  %.55.0287.i = phi i64 [ %.127.i, %B38.loopexit.i ], [ 0, %done ]
  %.127.i = add nuw nsw i64 %.55.0287.i, 1
  %.153.i = getelementptr i64, ptr %a4, i64 %.55.0287.i
  %.154.i = load i64, ptr %.153.i, align 8, !noalias !9
  %.157.i = getelementptr i8, ptr %.153.i, i64 8
  %.158.i = load i64, ptr %.157.i, align 8, !noalias !9
  %.165.i = add nsw i64 %.154.i, 1
  %.203.i = sub i64 %.158.i, %.165.i
  %.247279.not.i = icmp slt i64 %.203.i, 1
  br i1 %.247279.not.i, label %B38.loopexit.i, label %B126.if.i

B126.if.i:                                        ; preds = %B40.if.i, %B855.i
  %before.1283.i = phi i64 [ %before.2.i, %B855.i ], [ %.154.i, %B40.if.i ]
  %found.1282.i = phi i64 [ %found.2.i, %B855.i ], [ %found.0288.i, %B40.if.i ]
  %.190.0281.i = phi i64 [ %.260.i, %B855.i ], [ %.165.i, %B40.if.i ]
  %.193.0280.i = phi i64 [ %.256.i, %B855.i ], [ %.203.i, %B40.if.i ]
  %scevgep.i = getelementptr i8, ptr %a8, i64 %.190.0281.i
  %.256.i = add nsw i64 %.193.0280.i, -1
  %.260.i = add i64 %.190.0281.i, 1
  %.291.i = load i8, ptr %scevgep.i, align 1, !noalias !9
  %.293.not.i = icmp eq i8 %.291.i, 0
  br i1 %.293.not.i, label %B156.i, label %B855.i

B350.endif.i:                                     ; preds = %B156.i, %B746.i
  %.574.i = phi double [ %.537.i, %B746.i ], [ %.313.i, %B156.i ]
  %.569.i = phi double [ %.533.i, %B746.i ], [ %.309.i, %B156.i ]
  %indvars.iv.in.i = phi i64 [ %indvars.iv.i, %B746.i ], [ %found.1282.i, %B156.i ]
  %farthest.3274.i = phi double [ %.552.farthest.3.i, %B746.i ], [ %.63.i.i, %B156.i ]
  %.403.0273.i = phi i64 [ %.465.i, %B746.i ], [ %.413.i, %B156.i ]
  %.400.0272.i = phi i64 [ %.469.i, %B746.i ], [ %.260.i, %B156.i ]
  %indvars.iv.i = add i64 %indvars.iv.in.i, 1
  %.465.i = add nsw i64 %.403.0273.i, -1
  %.469.i = add i64 %.400.0272.i, 1
  %.499.i = sub i64 %.400.0272.i, %.190.0281.i
  %.501.i = icmp sgt i64 %.499.i, %a2
  br i1 %.501.i, label %B855.i, label %B372.i

find_spikes.0.exit:                               ; preds = %B38.loopexit.i, %done
  %found.0.lcssa.i = phi i64 [ 0, %done ], [ %found.1.lcssa.i, %B38.loopexit.i ]
  ret i64 %found.0.lcssa.i
}

declare void @llvm.memset.p0.i64(ptr writeonly, i8, i64, i1 immarg)

define noundef i64 @join_near(i64 %a0, double %a1, ptr readonly %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr %a6) {
done:
  %.24.i = fadd double %a1, 1.000000e-03
  %.29.i = fdiv double %.24.i, 0x40FB25AED3893EAD
  %.115226.not.i = icmp slt i64 %a0, 1
  br i1 %.115226.not.i, label %join_near.0.exit, label %B78.if.i

B76.loopexit.i:                                   ; preds = %B766.i, %B78.if.i, %B632.i
  %exitcond.not.i = icmp eq i64 %a0, %.128.i
  br i1 %exitcond.not.i, label %join_near.0.exit, label %B78.if.i

B286.i:                                           ; preds = %B220.if.i
  %.450.i = load i64, ptr %.449.i, align 8, !noalias !12
  %.452.not.i = icmp eq i64 %.450.i, %.288.i
  br i1 %.452.not.i, label %B388.i, label %B314.i

B314.i:                                           ; preds = %B286.i, %B314.i
  %.457.i = phi i64 [ %.474.i, %B314.i ], [ %.450.i, %B286.i ]
  %first.3.i = phi i64 [ %.460.i, %B314.i ], [ %.288.i, %B286.i ]
  %.456.i = getelementptr i64, ptr %a6, i64 %first.3.i
  %.459.i = getelementptr i64, ptr %a6, i64 %.457.i
  %.460.i = load i64, ptr %.459.i, align 8, !noalias !12
  store i64 %.460.i, ptr %.456.i, align 8, !noalias !12
  %.473.i = getelementptr i64, ptr %a6, i64 %.460.i
  %.474.i = load i64, ptr %.473.i, align 8, !noalias !12
  %.476.not.i = icmp eq i64 %.474.i, %.460.i
  br i1 %.476.not.i, label %B388.i, label %B314.i

B388.i:                                           ; preds = %B314.i, %B286.i
  %first.4.i = phi i64 [ %.288.i, %B286.i ], [ %.460.i, %B314.i ]
  %.484.i = getelementptr i64, ptr %a6, i64 %.420.i
  %.485.i = load i64, ptr %.484.i, align 8, !noalias !12
  %.487.not.i = icmp eq i64 %.485.i, %.420.i
  br i1 %.487.not.i, label %B490.i, label %B416.i

B416.i:                                           ; preds = %B388.i, %B416.i
  %.492.i = phi i64 [ %.509.i, %B416.i ], [ %.485.i, %B388.i ]
  %second.3.i = phi i64 [ %.495.i, %B416.i ], [ %.420.i, %B388.i ]
  %.491.i = getelementptr i64, ptr %a6, i64 %second.3.i
  %.494.i = getelementptr i64, ptr %a6, i64 %.492.i
  %.495.i = load i64, ptr %.494.i, align 8, !noalias !12
  store i64 %.495.i, ptr %.491.i, align 8, !noalias !12
  %.508.i = getelementptr i64, ptr %a6, i64 %.495.i
  %.509.i = load i64, ptr %.508.i, align 8, !noalias !12
  %.511.not.i = icmp eq i64 %.509.i, %.495.i
  br i1 %.511.not.i, label %B490.i, label %B416.i

B490.i:                                           ; preds = %B416.i, %B388.i
  %second.4.i = phi i64 [ %.420.i, %B388.i ], [ %.495.i, %B416.i ]
  %.515.not.i = icmp eq i64 %first.4.i, %second.4.i
  br i1 %.515.not.i, label %B783.i, label %B502.i

B502.i:                                           ; preds = %B490.i
  %.520.i = load double, ptr %.430.i, align 8, !noalias !12
  %.524.i = load double, ptr %.523.i, align 8, !noalias !12
  %.528.i = load double, ptr %.426.i, align 8, !noalias !12
  %.531.i = getelementptr double, ptr %a5, i64 %.420.i
  %.532.i = load double, ptr %.531.i, align 8, !noalias !12
  %.8.i.i = fsub double %.528.i, %.520.i
  %.9.i.i = fmul double %.8.i.i, 5.000000e-01
  %.10.i.i = fmul double %.9.i.i, 0x3F91DF46A2529D39
  %.11.i.i = tail call double @llvm.sin.f64(double %.10.i.i)
  %.12.i.i = fsub double %.532.i, %.524.i
  %.13.i.i = fmul double %.12.i.i, 5.000000e-01
  %.14.i.i = fmul double %.13.i.i, 0x3F91DF46A2529D39
  %.15.i.i = tail call double @llvm.sin.f64(double %.14.i.i)
  %.16.i.i = fmul double %.11.i.i, %.11.i.i
  %.17.i.i = fmul double %.520.i, 0x3F91DF46A2529D39
  %.18.i.i = tail call double @llvm.cos.f64(double %.17.i.i)
  %.19.i.i = fmul double %.528.i, 0x3F91DF46A2529D39
  %.20.i.i = tail call double @llvm.cos.f64(double %.19.i.i)
  %.21.i.i = fmul double %.18.i.i, %.20.i.i
  %.22.i.i = fmul double %.21.i.i, %.15.i.i
  %.23.i.i = fmul double %.15.i.i, %.22.i.i
  %.24.i.i = fadd double %.16.i.i, %.23.i.i
  %.30.i.i = fcmp olt double %.24.i.i, 1.000000e+00
  %.24..i.i = select i1 %.30.i.i, double %.24.i.i, double 1.000000e+00
  %.54.i.i = tail call double @sqrt(double %.24..i.i)
  %.59.i.i = tail call double @asin(double %.54.i.i)
  %.63.i.i = fmul double %.59.i.i, 1.274200e+07
  %.560.i = fcmp ugt double %.63.i.i, %a1
  br i1 %.560.i, label %B783.i, label %B594.i

B594.i:                                           ; preds = %B502.i
  %second.4.first.4.i = tail call i64 @llvm.smax.i64(i64 %first.4.i, i64 %second.4.i)
  %first.4.second.4.i = tail call i64 @llvm.smin.i64(i64 %first.4.i, i64 %second.4.i)
  %.579.i = getelementptr i64, ptr %a6, i64 %second.4.first.4.i
  store i64 %first.4.second.4.i, ptr %.579.i, align 8, !noalias !12
  br label %B783.i

B630.i:                                           ; preds = %B220.if.i, %B783.i, %B144.if.i
  %.244.i = icmp sgt i64 %.191.0222.i, 1
  br i1 %.244.i, label %B144.if.i, label %B632.i

B632.i:                                           ; preds = %B630.i
  %.607.pre.i = load i64, ptr %.158.i, align 8, !noalias !12
  %.614.pre.i = load i64, ptr %.163.i, align 8, !noalias !12
  %.pre.i = sub i64 %.614.pre.i, %.607.pre.i
  %0 = icmp slt i64 %.pre.i, 1
  br i1 %0, label %B76.loopexit.i, label %B694.if.i

B726.i:                                           ; preds = %B694.if.i, %B726.i
  %.747.i = phi i64 [ %.753.i, %B726.i ], [ %.740.i, %B694.if.i ]
  %.752.i = getelementptr i64, ptr %a6, i64 %.747.i
  %.753.i = load i64, ptr %.752.i, align 8, !noalias !12
  %.755.not.i = icmp eq i64 %.753.i, %.747.i
  br i1 %.755.not.i, label %B766.i, label %B726.i

B766.i:                                           ; preds = %B726.i, %B694.if.i
  %one.5.i = phi i64 [ %.638.0224.i, %B694.if.i ], [ %.747.i, %B726.i ]
  store i64 %one.5.i, ptr %.739.i, align 8, !noalias !12
  %.694.i = icmp ugt i64 %.641.0225.i, 1
  br i1 %.694.i, label %B694.if.i, label %B76.loopexit.i

B783.i:                                           ; preds = %B594.i, %B502.i, %B490.i
  %.380.i = icmp ugt i64 %.327.0219.i, 1
  br i1 %.380.i, label %B220.if.i, label %B630.i

B78.if.i:                                         ; preds = %done, %B76.loopexit.i
  %.56.0228.i = phi i64 [ %.128.i, %B76.loopexit.i ], [ 0, %done ]
  %.128.i = add nuw nsw i64 %.56.0228.i, 1
  %.158.i = getelementptr i64, ptr %a2, i64 %.56.0228.i
  %.159.i = load i64, ptr %.158.i, align 8, !noalias !12
  %.163.i = getelementptr i8, ptr %.158.i, i64 8
  %.164.i = load i64, ptr %.163.i, align 8, !noalias !12
  %.201.i = sub i64 %.164.i, %.159.i
  %.244220.not.i = icmp slt i64 %.201.i, 1
  br i1 %.244220.not.i, label %B76.loopexit.i, label %B144.if.i

B144.if.i:                                        ; preds = %B78.if.i, %B630.i
  %.191.0222.i = phi i64 [ %.253.i, %B630.i ], [ %.201.i, %B78.if.i ]
  %.188.0221.i = phi i64 [ %.257.i, %B630.i ], [ %.159.i, %B78.if.i ]
  %.253.i = add nsw i64 %.191.0222.i, -1
  %.257.i = add i64 %.188.0221.i, 1
  %.287.i = getelementptr i64, ptr %a3, i64 %.188.0221.i
  %.288.i = load i64, ptr %.287.i, align 8, !noalias !12
  %.300.i = load i64, ptr %.163.i, align 8, !noalias !12
  %.337.i = sub i64 %.300.i, %.257.i
  %.380217.not.i = icmp slt i64 %.337.i, 1
  br i1 %.380217.not.i, label %B630.i, label %B220.if.lr.ph.i

B220.if.lr.ph.i:                                  ; preds = %B144.if.i
  %.430.i = getelementptr double, ptr %a4, i64 %.288.i
  %.449.i = getelementptr i64, ptr %a6, i64 %.288.i
  %.523.i = getelementptr double, ptr %a5, i64 %.288.i
  br label %B220.if.i

B220.if.i:                                        ; preds = %B220.if.lr.ph.i, %B783.i
  %.327.0219.i = phi i64 [ %.337.i, %B220.if.lr.ph.i ], [ %.389.i, %B783.i ]
  %.324.0218.i = phi i64 [ %.257.i, %B220.if.lr.ph.i ], [ %.393.i, %B783.i ]
  %.389.i = add nsw i64 %.327.0219.i, -1
  %.393.i = add i64 %.324.0218.i, 1
  %.419.i = getelementptr i64, ptr %a3, i64 %.324.0218.i
  %.420.i = load i64, ptr %.419.i, align 8, !noalias !12
  %.426.i = getelementptr double, ptr %a4, i64 %.420.i
  %.427.i = load double, ptr %.426.i, align 8, !noalias !12
  %.431.i = load double, ptr %.430.i, align 8, !noalias !12
  %.432.i = fsub double %.427.i, %.431.i
  %.434.i = fcmp ogt double %.432.i, %.29.i
  br i1 %.434.i, label %B630.i, label %B286.i

B694.if.i:                                        ; preds = %B632.i, %B766.i
  %.641.0225.i = phi i64 [ %.703.i, %B766.i ], [ %.pre.i, %B632.i ]
  %.638.0224.i = phi i64 [ %.707.i, %B766.i ], [ %.607.pre.i, %B632.i ]
  %.703.i = add nsw i64 %.641.0225.i, -1
  %.707.i = add i64 %.638.0224.i, 1
  %.739.i = getelementptr i64, ptr %a6, i64 %.638.0224.i
  %.740.i = load i64, ptr %.739.i, align 8, !noalias !12
  %.742.not.i = icmp eq i64 %.740.i, %.638.0224.i
  br i1 %.742.not.i, label %B766.i, label %B726.i

join_near.0.exit:                                 ; preds = %B76.loopexit.i, %done
  ret i64 0
}

declare i64 @llvm.smax.i64(i64, i64)

declare i64 @llvm.smin.i64(i64, i64)

define i64 @sum_of_new(i64 %a0, ptr readonly %a1, ptr %a2) {
done:
  %0 = add i64 %a0, -3
  %.99127.i = icmp ult i64 %0, 9223372036854775807
  br i1 %.99127.i, label %B48.if.i.preheader, label %sum_of_new.0.exit

B48.if.i.preheader:                               ; preds = %done
  %.17.i = add i64 %a0, -2
  br label %B86.if.lr.ph.i

B126.i:                                           ; preds = %B86.if.i
  %1 = getelementptr i64, ptr %a2, i64 %.167.0124.i
  %.277.i = getelementptr i8, ptr %1, i64 8
  %.278.i = load i64, ptr %.277.i, align 8, !noalias !15
  %.279.i = add nsw i64 %.278.i, 1
  br label %B156.i

B156.i:                                           ; preds = %B86.if.i, %B126.i
  %"$phi156.2.2.i" = phi i64 [ %.279.i, %B126.i ], [ 0, %B86.if.i ]
  %.290.i = getelementptr i64, ptr %a2, i64 %.167.0124.i
  store i64 %"$phi156.2.2.i", ptr %.290.i, align 8, !noalias !15
  %.300.i = sub nuw nsw i64 %.44.0129.i, %.167.0124.i
  %"$phi156.2.2..300.i" = tail call i64 @llvm.smin.i64(i64 %"$phi156.2.2.i", i64 %.300.i)
  %"$phi238.2.2.i" = tail call i64 @llvm.smax.i64(i64 %"$phi156.2.2..300.i", i64 %longest.1126.i)
  %exitcond.not.i = icmp eq i64 %.236.i, %.44.0129.i
  br i1 %exitcond.not.i, label %B242.i, label %B86.if.i

B242.i:                                           ; preds = %B156.i
  %.108.i = add nsw i64 %.44.0129.i, -1
  %.360.i = sub nsw i64 %a0, %.44.0129.i
  %.361.i = add nsw i64 %.360.i, -1
  %.363.not.i = icmp slt i64 %"$phi238.2.2.i", %.361.i
  %longest.1..360.i = select i1 %.363.not.i, i64 %"$phi238.2.2.i", i64 %.360.i
  %"$phi292.2.1.i" = add i64 %total.0130.i, 1
  %.394.i = add i64 %"$phi292.2.1.i", %longest.1..360.i
  %.99.i = icmp sgt i64 %.44.0129.i, 1
  br i1 %.99.i, label %B86.if.lr.ph.i, label %sum_of_new.0.exit

B86.if.lr.ph.i:                                   ; preds = %B242.i, %B48.if.i.preheader
  %total.0130.i = phi i64 [ %.394.i, %B242.i ], [ 3, %B48.if.i.preheader ]
  %.44.0129.i = phi i64 [ %.108.i, %B242.i ], [ %.17.i, %B48.if.i.preheader ]
  %.270.i = getelementptr i64, ptr %a1, i64 %.44.0129.i
  br label %B86.if.i

B86.if.i:                                         ; preds = %B86.if.lr.ph.i, %B156.i
  %longest.1126.i = phi i64 [ 0, %B86.if.lr.ph.i ], [ %"$phi238.2.2.i", %B156.i ]
  %.167.0124.i = phi i64 [ 0, %B86.if.lr.ph.i ], [ %.236.i, %B156.i ]
  %.236.i = add nuw nsw i64 %.167.0124.i, 1
  %.266.i = getelementptr i64, ptr %a1, i64 %.167.0124.i
  %.267.i = load i64, ptr %.266.i, align 8, !noalias !15
  %.271.i = load i64, ptr %.270.i, align 8, !noalias !15
  %.272.i = icmp eq i64 %.267.i, %.271.i
  br i1 %.272.i, label %B126.i, label %B156.i

sum_of_new.0.exit:                                ; preds = %B242.i, %done
  %total.0.lcssa.i = phi i64 [ 3, %done ], [ %.394.i, %B242.i ]
  ret i64 %total.0.lcssa.i
}

!0 = !{!1}
!1 = distinct !{!1, !2, !"find_stays.0: %retptr"}
!2 = distinct !{!2, !"find_stays.0"}
!3 = !{!4}
!4 = distinct !{!4, !5, !"find_legs.0: %retptr"}
!5 = distinct !{!5, !"find_legs.0"}
!6 = !{!7}
!7 = distinct !{!7, !8, !"join_legs.0: %retptr"}
!8 = distinct !{!8, !"join_legs.0"}
!9 = !{!10}
!10 = distinct !{!10, !11, !"find_spikes.0: %retptr"}
!11 = distinct !{!11, !"find_spikes.0"}
!12 = !{!13}
!13 = distinct !{!13, !14, !"join_near.0: %retptr"}
!14 = distinct !{!14, !"join_near.0"}
!15 = !{!16}
!16 = distinct !{!16, !17, !"sum_of_new.0: %retptr"}
!17 = distinct !{!17, !"sum_of_new.0"}
